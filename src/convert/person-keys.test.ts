import { describe, expect, test } from "vitest";
import { ada, employees, keysOf } from "./employees.fixture.ts";
import { propertiesAt } from "./records.fixture.ts";

describe("key", () => {
  test("is the user principal name where there is no mail, unless it is a guest's form", () => {
    expect(keysOf({ users: [{ userPrincipalName: "Ada@contoso.com" }] })).toEqual([
      "person:ada@contoso.com",
    ]);
    expect(keysOf({ users: [{ userPrincipalName: "a#EXT#@contoso.com" }] })).toEqual(["person:u1"]);
  });

  test("stays when the mail changes, and the email follows", () => {
    const { entities } = employees({
      users: [{ ...ada, mail: "ada.king@contoso.com" }],
      earlier: { "person:ada@contoso.com": ["u1"] },
    });
    expect(propertiesAt(entities, "person:ada@contoso.com")["email"]).toBe("ada.king@contoso.com");
  });

  test("of two merged employees is that of the one who held the primary user", () => {
    const users = [
      { ...ada, employeeId: "E1" },
      { id: "u2", employeeId: "E1" },
    ];
    const earlier = { "person:a": ["u2"], "person:b": ["u1"] };
    expect(keysOf({ users, earlier })).toEqual(["person:b"]);
  });

  test("is the lowest of those that held other users only", () => {
    const users = [ada, { id: "u2", employeeId: "E1" }, { id: "u3", employeeId: "E1" }];
    const joined = users.map((each) => ({ ...each, employeeId: "E1" }));
    const earlier = { "person:z": ["u2"], "person:y": ["u3"] };
    expect(keysOf({ users: joined, earlier })).toEqual(["person:y"]);
  });

  test("goes to the part with more users when one employee turns out to be two", () => {
    const users = [{ id: "u1" }, { id: "u2", employeeId: "E2" }, { id: "u3", employeeId: "E2" }];
    const earlier = { "person:one": ["u1", "u2", "u3"] };
    expect(keysOf({ users, earlier })).toEqual(["person:u1", "person:one"]);
  });

  test("goes to the lowest id when the parts are equal, and the other gets a new one", () => {
    const users = [{ id: "u2" }, { id: "u1" }];
    const earlier = { "person:one": ["u1", "u2"] };
    expect(keysOf({ users, earlier })).toEqual(["person:one", "person:u2"]);
  });

  test("who is turned away goes on as the next who knew one of the users", () => {
    const users = [
      { id: "u1", employeeId: "E1" },
      { id: "u2", employeeId: "E1" },
      { id: "u3", employeeId: "E2" },
      { id: "u4", employeeId: "E2" },
    ];
    const earlier = { "person:b": ["u1", "u3", "u4"], "person:c": ["u2"] };
    expect(keysOf({ users, earlier })).toEqual(["person:c", "person:b"]);
  });

  test("is another where a new employee has the address of one who kept the key", () => {
    const users = [
      { ...ada, mail: "ada.king@contoso.com" },
      { id: "u2", mail: "ada@contoso.com" },
    ];
    const earlier = { "person:ada@contoso.com": ["u1"] };
    expect(keysOf({ users, earlier })).toEqual(["person:ada@contoso.com", "person:u2"]);
  });

  test("is free even where both natural ones are taken", () => {
    const users = [{ id: "u1", employeeId: "E1" }, { id: "u2", employeeId: "E1" }, { id: "u3" }];
    const earlier = { "person:u3": ["u1", "u2"], "person:nobody": ["u9"] };
    expect(keysOf({ users, earlier })).toEqual(["person:u3", "person:u3:2"]);
  });
});
