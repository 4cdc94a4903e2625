import { describe, expect, test } from "vitest";
import type { Properties } from "../graph/entity.ts";
import { ada, edgesOf, employees, keysOf, resolveEmployees } from "./employees.fixture.ts";
import { march, propertiesAt } from "./records.fixture.ts";

test("a user is an employee, with what the directory tells", () => {
  const users = [
    {
      ...ada,
      givenName: "Ada",
      surname: "Lovelace",
      employeeId: "E1",
      jobTitle: "Engineer",
      department: "Research",
      mobilePhone: "2",
      businessPhones: ["1"],
      proxyAddresses: ["SMTP:Ada@contoso.com", "smtp:a.l@contoso.com", "x500:/o=x"],
      employeeHireOn: march,
    },
  ];
  expect(employees({ users })).toEqual({
    entities: [
      {
        key: "person:ada@contoso.com",
        type: "person",
        classes: ["Person"],
        properties: {
          id: "person:ada@contoso.com",
          name: "Ada Lovelace",
          displayName: "Ada Lovelace",
          firstName: "Ada",
          lastName: "Lovelace",
          email: "Ada@contoso.com",
          emailDomain: ["contoso.com"],
          emailAliases: ["a.l@contoso.com", "ada@contoso.com"],
          userIds: ["u1"],
          active: true,
          employeeId: "E1",
          employeeHireOn: march,
          title: "Engineer",
          department: "Research",
          phone: ["1", "2"],
        },
      },
    ],
    relationships: [
      {
        type: "person_is_microsoft_defender_user",
        verb: "IS",
        from: "person:ada@contoso.com",
        to: "microsoft_defender_user:u1",
        properties: { confidence: 1, evidence: [], method: "primary" },
      },
    ],
    notEmployees: [],
    roster: null,
  });
});

test("a user about whom nothing is known is still somebody", () => {
  const { entities } = employees({ users: [{}] });
  expect(propertiesAt(entities, "person:u1")).toEqual({
    id: "person:u1",
    name: "u1",
    displayName: "u1",
    email: null,
    firstName: null,
    lastName: null,
    userIds: ["u1"],
  });
});

test("an entity of an earlier version that lacks properties is still somebody", () => {
  const type = "microsoft_defender_user";
  const entity = (key: string, properties: Properties) => ({ key, type, classes: [], properties });
  const found = resolveEmployees(
    {
      entities: [entity("k1", {}), entity("k2", { mail: "ada@contoso.com" })],
      relationships: [],
    },
    [],
  );
  expect(found.entities.map(({ properties }) => properties["name"])).toEqual([
    "person:k1",
    "ada@contoso.com",
  ]);
});

test("who is no employee is told with the rule that says so", () => {
  const users = [{ id: "u2", userType: "Guest" }, ada, { id: "u0", isResourceAccount: true }];
  expect(employees({ users }).notEmployees).toEqual([
    { key: "microsoft_defender_user:u0", rule: "resource_account" },
    { key: "microsoft_defender_user:u2", rule: "guest" },
  ]);
});

describe("users of one human", () => {
  test("share an employee id, whatever the case", () => {
    const users = [
      { ...ada, employeeId: "E1" },
      { id: "u2", userPrincipalName: "adm-ada@contoso.com", employeeId: "e1" },
    ];
    const { entities, relationships } = employees({ users });
    expect(entities.map(({ key }) => key)).toEqual(["person:ada@contoso.com"]);
    expect(relationships.map(({ to, properties }) => [to, properties])).toEqual([
      [
        "microsoft_defender_user:u1",
        { confidence: 1, evidence: ["employeeId e1"], method: "primary" },
      ],
      [
        "microsoft_defender_user:u2",
        { confidence: 1, evidence: ["employeeId e1"], method: "employeeId" },
      ],
    ]);
  });

  test("share an address, directly or through a third", () => {
    const users = [
      ada,
      { id: "u2", mail: "al@contoso.com", proxyAddresses: ["smtp:ADA@contoso.com"] },
      { id: "u3", userPrincipalName: "al@contoso.com" },
      { id: "u4", userPrincipalName: "bob@contoso.com" },
    ];
    const { entities, relationships } = employees({ users });
    expect(entities.map(({ properties }) => properties["userIds"])).toEqual([
      ["u1", "u2", "u3"],
      ["u4"],
    ]);
    expect(relationships[1]?.properties["method"]).toBe("address");
  });

  test("are not those with a blank employee id", () => {
    expect(
      keysOf({
        users: [
          { id: "u1", employeeId: " " },
          { id: "u2", employeeId: " " },
        ],
      }),
    ).toEqual(["person:u1", "person:u2"]);
  });

  test("are not a service account's and its owner's", () => {
    const users = [
      { ...ada, employeeId: "E1" },
      { id: "u2", employeeId: "E1", userPrincipalName: "svc-ada@contoso.com" },
    ];
    expect(employees({ users }).entities[0]?.properties["userIds"]).toEqual(["u1"]);
  });

  test("fill in for one another what the primary one does not tell, and any may be active", () => {
    const users = [
      { ...ada, accountEnabled: false, employeeId: "E1" },
      { id: "u2", employeeId: "E1", department: "IT", accountEnabled: true },
    ];
    expect(employees({ users }).entities[0]?.properties).toMatchObject({
      department: "IT",
      active: true,
    });
  });

  test("are inactive when none may sign in, and nothing is said when none tells", () => {
    expect(
      employees({ users: [{ accountEnabled: false }] }).entities[0]?.properties["active"],
    ).toBe(false);
    expect(employees({ users: [{}] }).entities[0]?.properties["active"]).toBeUndefined();
  });
});

describe("primary user", () => {
  const shared = { employeeId: "E1" };

  test.each([
    ["has mail", { mail: "b@x.com" }, { accountEnabled: true, createdOn: 1 }],
    ["is enabled", { accountEnabled: true, createdOn: 9 }, { createdOn: 1 }],
    ["is older", { createdOn: 1 }, { createdOn: 2 }],
    ["has a known age", { createdOn: 9 }, { createdOn: null }],
  ])("is the one that %s", (_, first, second) => {
    const users = [
      { id: "u1", ...shared, ...second },
      { id: "u2", ...shared, ...first },
    ];
    const { relationships } = employees({ users });
    expect(relationships[0]?.to).toBe("microsoft_defender_user:u2");
  });

  test("is the one with the lowest id where nothing else decides", () => {
    const users = [
      { id: "u2", ...shared },
      { id: "u1", ...shared },
    ];
    expect(keysOf({ users })).toEqual(["person:u1"]);
  });
});

describe("manager", () => {
  const boss = { id: "b1", mail: "boss@contoso.com", employeeId: "B" };

  test("of an employee is the person behind the user's manager", () => {
    const bossAdmin = { id: "b2", employeeId: "b" };
    const users = [boss, bossAdmin, { ...ada, managerId: "b2" }];
    expect(edgesOf({ users }, "MANAGES")).toEqual([
      "person:boss@contoso.com MANAGES person:ada@contoso.com",
    ]);
  });

  test("is the primary user's where users disagree, else the other's", () => {
    const other = { id: "c1", mail: "c@contoso.com" };
    const admin = { id: "u2", employeeId: "E1", managerId: "c1" };
    const both = [boss, other, { ...ada, employeeId: "E1", managerId: "b1" }, admin];
    const one = [boss, other, { ...ada, employeeId: "E1" }, admin];
    expect(edgesOf({ users: both }, "MANAGES")).toEqual([
      "person:boss@contoso.com MANAGES person:ada@contoso.com",
    ]);
    expect(edgesOf({ users: one }, "MANAGES")).toEqual([
      "person:c@contoso.com MANAGES person:ada@contoso.com",
    ]);
  });

  test("is nobody who is the same human, no employee or not held", () => {
    const users = [
      { ...ada, employeeId: "E1", managerId: "u2" },
      { id: "u2", employeeId: "E1", managerId: "u1" },
      { id: "g1", userType: "Guest" },
      { id: "u3", managerId: "g1" },
      { id: "u4", managerId: "gone" },
    ];
    expect(edgesOf({ users }, "MANAGES")).toEqual([]);
  });
});
