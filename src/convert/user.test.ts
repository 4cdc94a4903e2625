import { describe, expect, test } from "vitest";
import { lines, march, propertiesAt, user } from "./records.fixture.ts";
import { userOf } from "./user.ts";

const at = "microsoft_defender_user:u1";

function properties(facts: Parameters<typeof user>[0]) {
  return propertiesAt(userOf(user(facts), "tenant-1").entities, at);
}

test("a user is told under the names of its class and under Graph's", () => {
  expect(
    properties({
      userPrincipalName: "ada@contoso.com",
      mail: "Ada.Lovelace@contoso.com",
      displayName: "Ada Lovelace",
      givenName: "Ada",
      surname: "Lovelace",
      accountEnabled: false,
      userType: "Member",
      businessPhones: ["2", "1", ""],
      createdOn: march,
    }),
  ).toEqual({
    id: "u1",
    name: "Ada Lovelace",
    displayName: "Ada Lovelace",
    username: "ada@contoso.com",
    userPrincipalName: "ada@contoso.com",
    email: "Ada.Lovelace@contoso.com",
    emailDomain: ["contoso.com"],
    mail: "Ada.Lovelace@contoso.com",
    shortLoginId: "ada",
    firstName: "Ada",
    givenName: "Ada",
    lastName: "Lovelace",
    surname: "Lovelace",
    active: false,
    accountEnabled: false,
    userType: "Member",
    isGuest: false,
    businessPhones: ["1", "2"],
    createdOn: march,
  });
});

test("what Graph does not tell is null where the class requires it, and absent elsewhere", () => {
  expect(properties({})).toEqual({
    id: "u1",
    name: "u1",
    displayName: "u1",
    username: null,
    email: null,
    shortLoginId: null,
    firstName: null,
    lastName: null,
    active: null,
  });
});

describe("email", () => {
  test("is the user principal name where there is no mail", () => {
    expect(properties({ userPrincipalName: "ada@contoso.com" })["email"]).toBe("ada@contoso.com");
  });

  test("is not a guest's user principal name", () => {
    const guest = properties({
      userPrincipalName: "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com",
      userType: "Guest",
    });
    expect(guest["email"]).toBeNull();
    expect(guest["shortLoginId"]).toBeNull();
    expect(guest["isGuest"]).toBe(true);
  });

  test("is not a user principal name without an @", () => {
    expect(properties({ userPrincipalName: "ada" })["email"]).toBeNull();
  });

  test("without an @ has no domain", () => {
    expect(properties({ mail: "ada" })["emailDomain"]).toBeUndefined();
  });
});

test("a user without a display name is called by the user principal name", () => {
  expect(properties({ userPrincipalName: "ada@contoso.com" })["name"]).toBe("ada@contoso.com");
});

test("the account has the user, and the manager manages the user", () => {
  expect(lines(userOf(user({ managerId: "u2" }), "tenant-1").relationships)).toEqual([
    "microsoft_defender_account:tenant-1 HAS microsoft_defender_user:u1",
    "microsoft_defender_user:u2 MANAGES microsoft_defender_user:u1",
  ]);
});

test("a user without a manager has no such edge", () => {
  expect(userOf(user(), "tenant-1").relationships).toHaveLength(1);
});
