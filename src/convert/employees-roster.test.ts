import { describe, expect, test } from "vitest";
import { type Employees, createEmployeeIndex, type EmployeeSettings } from "./employees.ts";
import { earlierPersons } from "./employees.fixture.ts";
import { type Facts, piece } from "./graph.fixture.ts";
import { readIdentityRules } from "./identity-rules.ts";
import { lines, propertiesAt } from "./records.fixture.ts";
import type { Roster } from "./roster.ts";
import { readRoster } from "./roster-read.ts";

const now = Date.UTC(2026, 10, 2, 6);

function rosterOf(text: string): Roster {
  const answer = readRoster("staff.csv", Buffer.from(text));
  if (!answer.ok) throw new TypeError(answer.problem);
  return answer.roster;
}

function resolved(
  facts: Facts,
  settings: EmployeeSettings,
  earlier: Readonly<Record<string, readonly string[]>> = {},
): Employees {
  const index = createEmployeeIndex({ now, ...settings });
  for (const person of earlierPersons(earlier)) index.addPrevious(person);
  const { entities, relationships } = piece(facts);
  for (const entity of entities) index.addEntity(entity);
  for (const relationship of relationships) index.addRelationship(relationship);
  return index.resolve();
}

const ada = { id: "u1", mail: "ada@x.com", displayName: "Ada", accountEnabled: true };

describe("with a roster", () => {
  test("employees come from it, and users map onto them by employee id, then by mail", () => {
    const users = [
      { ...ada, employeeId: "e1", mail: "ada.king@x.com" },
      { id: "u2", mail: "bo@x.com", displayName: "Bo" },
      { id: "u3", mail: "stranger@x.com" },
    ];
    const roster = rosterOf(
      "employeeId,email,name,title,department,manager\n" +
        "E1,ada@x.com,Ada Lovelace,Engineer,Research,bo@x.com\n" +
        ",bo@x.com,,,,\nE3,cy@x.com,Cy,,,\n",
    );
    const { entities, relationships, roster: match } = resolved({ users }, { roster });
    expect(entities.map(({ key }) => key)).toEqual([
      "person:ada@x.com",
      "person:bo@x.com",
      "person:cy@x.com",
    ]);
    expect(propertiesAt(entities, "person:ada@x.com")).toMatchObject({
      name: "Ada Lovelace",
      title: "Engineer",
      department: "Research",
      employeeId: "E1",
      email: "ada@x.com",
      emailAliases: ["ada.king@x.com", "ada@x.com"],
      userIds: ["u1"],
      active: true,
      onRoster: true,
      rosterId: "e1",
      leaver: false,
    });
    expect(propertiesAt(entities, "person:bo@x.com")["name"]).toBe("Bo");
    expect(lines(relationships)).toEqual([
      "person:ada@x.com IS microsoft_defender_user:u1",
      "person:bo@x.com IS microsoft_defender_user:u2",
      "person:bo@x.com MANAGES person:ada@x.com",
    ]);
    expect(match).toMatchObject({
      byEmployeeId: 1,
      byEmail: 1,
      accountsWithoutEmployee: ["microsoft_defender_user:u3"],
      doubts: [],
      leaversEnabled: [],
    });
    expect(match?.withoutAccount.map(({ line }) => line)).toEqual([4]);
  });

  test("users that share nothing are one employee when the roster says so", () => {
    const users = [
      { ...ada, mail: null, employeeId: "E1" },
      { id: "u2", mail: "ada@x.com" },
    ];
    const roster = rosterOf("employeeId,email\nE1,ada@x.com\n");
    const { relationships } = resolved({ users }, { roster });
    expect(relationships.map(({ to, properties }) => [to, properties["method"]])).toEqual([
      ["microsoft_defender_user:u2", "primary"],
      ["microsoft_defender_user:u1", "employeeId"],
    ]);
  });

  test("between several entries nobody guesses", () => {
    const users = [
      { id: "u1", mail: "shared@x.com", proxyAddresses: ["smtp:a@x.com", "smtp:b@x.com"] },
      { id: "u2", mail: "c@x.com", employeeId: "E9" },
    ];
    const roster = rosterOf("employeeId,email\n,a@x.com\n,b@x.com\nE3,c@x.com\n");
    const { relationships, roster: match } = resolved({ users }, { roster });
    expect(relationships).toEqual([]);
    expect(match?.doubts).toEqual([
      {
        users: ["microsoft_defender_user:u1"],
        lines: [2, 3],
        why: "Its users have the addresses of several.",
      },
      {
        users: ["microsoft_defender_user:u2"],
        lines: [4],
        why: "The address is the same, and the employee id is another one.",
      },
    ]);
  });

  test.each([
    ["the status says so", "Terminated", ""],
    ["the last day is over", "Active", "2026-11-01"],
  ])(
    "who has left is a leaver when %s; a user that may still sign in is told",
    (_why, status, end) => {
      const roster = rosterOf(`email,status,endDate\nada@x.com,${status},${end}\n`);
      const { entities, roster: match } = resolved({ users: [ada] }, { roster });
      expect(propertiesAt(entities, "person:ada@x.com")).toMatchObject({
        leaver: true,
        active: true,
      });
      expect(match?.leaversEnabled.map(({ entry }) => entry?.line)).toEqual([2]);
      const disabled = resolved({ users: [{ ...ada, accountEnabled: false }] }, { roster });
      expect(disabled.roster?.leaversEnabled).toEqual([]);
    },
  );

  test("nobody leaves before the last day is over", () => {
    const roster = rosterOf("email,endDate\nada@x.com,2026-11-02\n");
    const { entities } = resolved({ users: [ada] }, { roster });
    expect(propertiesAt(entities, "person:ada@x.com")["leaver"]).toBe(false);
  });

  test("an employee keeps its key when a roster comes, and when a user comes", () => {
    const roster = rosterOf("employeeId,email\nE1,new@x.com\n");
    const users = [{ ...ada, employeeId: "E1" }];
    const kept = resolved({ users }, { roster }, { "person:ada@x.com": ["u1"] });
    expect(kept.entities.map(({ key }) => key)).toEqual(["person:ada@x.com"]);
    const [person] = resolved({ users: [] }, { roster }).entities;
    const index = createEmployeeIndex({
      now,
      roster: rosterOf("employeeId,email\nE1,other@x.com\n"),
    });
    if (person !== undefined) index.addPrevious(person);
    for (const entity of piece({ users }).entities) index.addEntity(entity);
    expect(index.resolve().entities.map(({ key }) => key)).toEqual(["person:new@x.com"]);
  });
});

describe("rules of an organization", () => {
  function rules(value: object) {
    const answer = readIdentityRules(JSON.stringify(value));
    if (!answer.ok) throw new TypeError(answer.problems.join());
    return answer.rules;
  }

  const users = [
    { ...ada, userType: "Guest" },
    { id: "u2", userPrincipalName: "kiosk7@x.com", displayName: "Kiosk" },
    { id: "u3", userPrincipalName: "svc-print@x.com", displayName: "Print Person" },
  ];

  test("switch built-in ones off, add others, and make exceptions", () => {
    const own = rules({
      off: ["guest"],
      notPeople: [{ name: "kiosk", field: "userPrincipalName", pattern: "^kiosk\\d+@" }],
      people: [{ name: "print", field: "displayName", values: ["print person"] }],
    });
    const { entities, notEmployees } = resolved({ users }, { rules: own });
    expect(entities.map(({ key }) => key)).toEqual(["person:ada@x.com", "person:svc-print@x.com"]);
    expect(notEmployees).toEqual([{ key: "microsoft_defender_user:u2", rule: "kiosk" }]);
  });

  test.each([
    ["no JSON", "{", /^it is no JSON/],
    [
      "an unknown built-in rule",
      '{"off":["gust"]}',
      /^off\.0: no built-in rule; there are guest, /,
    ],
    [
      "an unknown field",
      '{"notPeople":[{"name":"a","field":"shoe","values":["x"]}]}',
      /^notPeople\.0\.field: /,
    ],
    [
      "a broken pattern",
      '{"notPeople":[{"name":"a","field":"mail","pattern":"("}]}',
      /no regular expression/,
    ],
    [
      "neither values nor pattern",
      '{"people":[{"name":"a","field":"mail"}]}',
      /either values or a pattern/,
    ],
    ["an unknown key", '{"rules":[]}', /^the file: /],
  ])("%s is refused, with its place", (_what, text, problem) => {
    const answer = readIdentityRules(text);
    expect(answer.ok ? "" : answer.problems.join("; ")).toMatch(problem);
  });
});
