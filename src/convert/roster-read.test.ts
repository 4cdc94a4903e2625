import { describe, expect, test } from "vitest";
import type { Roster } from "./roster.ts";
import { readRoster } from "./roster-read.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

function roster(text: string | Uint8Array): Roster {
  const answer = readRoster("staff.csv", typeof text === "string" ? bytes(text) : text);
  if (!answer.ok) throw new TypeError(answer.problem);
  return answer.roster;
}

function problemOf(text: string | Uint8Array): string {
  const answer = readRoster("staff.csv", typeof text === "string" ? bytes(text) : text);
  return answer.ok ? "none" : answer.problem;
}

const problems = (text: string | Uint8Array): readonly string[] =>
  roster(text).problems.map((problem) => `${problem.line} ${problem.code}: ${problem.text}`);

const names = (text: string | Uint8Array): readonly (string | null)[] =>
  roster(text).entries.map(({ name }) => name);

test("a line becomes an employee, whatever the columns are called", () => {
  const text =
    "E-Mail Address,Employee ID,Full Name,Job Title,Department,Manager Email,Status,Start Date,End Date\r\n" +
    "Ada@Contoso.com,E1,Ada Lovelace,Engineer,Research,Charles@contoso.com,Active,2026-01-02,31.12.2026\r\n";
  expect(roster(text)).toEqual({
    file: "staff.csv",
    lines: 1,
    entries: [
      {
        line: 2,
        email: "ada@contoso.com",
        employeeId: "E1",
        name: "Ada Lovelace",
        firstName: null,
        lastName: null,
        title: "Engineer",
        department: "Research",
        managerEmail: "charles@contoso.com",
        status: "Active",
        startOn: Date.UTC(2026, 0, 2),
        endOn: Date.UTC(2026, 11, 31),
      },
    ],
    problems: [],
    problemCounts: {},
  });
});

test("a JSON list gives the same as a table", () => {
  const table = roster("email,employeeId,name\na@x.com,7,Ada\n");
  const list = roster('{"employees":[{"email":"a@x.com","employeeId":7,"name":"Ada"}]}');
  expect(list.entries.map((entry) => ({ ...entry, line: 2 }))).toEqual(table.entries);
});

describe.each([
  ["semicolons", "email;name\na@x.com;Ada, Countess\n", ["Ada, Countess"]],
  ["tabs", "email\tname\na@x.com\tAda\n", ["Ada"]],
  ["quotes with a delimiter", 'email,name\na@x.com,"Lovelace, Ada"\n', ["Lovelace, Ada"]],
  ["doubled quotes", 'email,name\na@x.com,"Ada ""the"" L"\n', ['Ada "the" L']],
  ["line ends within quotes", 'email,name\na@x.com,"Ada\nL"\nb@x.com,Bo\n', ["Ada\nL", "Bo"]],
  ["no line end at the end", "email,name\na@x.com,Ada", ["Ada"]],
  ["old Mac line ends", "email,name\ra@x.com,Ada\r", ["Ada"]],
  ["empty lines", "email,name\n\n,\na@x.com,Ada\n\n", ["Ada"]],
  ["a byte order mark", "\uFEFFemail,name\na@x.com,Ada\n", ["Ada"]],
])("a file with %s", (_what, text, expected) => {
  test("is read", () => {
    expect(names(text)).toEqual(expected);
    expect(roster(text).problems).toEqual([]);
  });
});

test("UTF-16 with its mark is read, in both orders", () => {
  const little = Buffer.from("\uFEFFemail,name\na@x.com,Zoë\n", "utf16le");
  expect(names(little)).toEqual(["Zoë"]);
  expect(names(Buffer.from(little).swap16())).toEqual(["Zoë"]);
});

test("what is not UTF-8 is read as Windows-1252, and said", () => {
  const text = Buffer.from("email,name\na@x.com,Zo\xEB\n", "latin1");
  expect(names(text)).toEqual(["Zoë"]);
  expect(problems(text)).toEqual([
    "null encoding: The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8.",
  ]);
});

test("lines that cannot be used are told with their number, and the others are read", () => {
  const text = [
    "email,employeeId,name,startDate,shoe size",
    "a@x.com,E1,Ada,2026-01-02,38",
    ",,Nobody,,",
    "b@x.com,E2,Bo, Junior,,",
    'c@x.com,E3,"Cy\nlus",02/03/2026,41',
    "nomail,E4,Di,2026-13-01,",
    'e@x.com,E5,"Ed,,',
    "f@x.com,E6,Fi,,",
  ].join("\n");
  expect(roster(text).entries.map(({ employeeId }) => employeeId)).toEqual(["E1", "E3", "E4"]);
  expect(problems(text)).toEqual([
    'null unknown_column: Not understood and left out: "shoe size".',
    "3 no_identity: There is no email or employeeId; the line is left out.",
    "4 wrong_shape: There are 6 cells and 5 columns (a delimiter within a cell needs quotes); the line is left out.",
    '5 wrong_value: startOn "02/03/2026" is no day such as 2026-11-02; taken as not given.',
    '7 wrong_value: email "nomail" is no mail address; taken as not given.',
    '7 wrong_value: startOn "2026-13-01" is no day such as 2026-11-02; taken as not given.',
    "8 wrong_shape: A quote is opened and never closed; the line is left out.",
  ]);
});

test("who stands there twice counts once; another line that says otherwise is told", () => {
  const text = "email,employeeId,title\na@x.com,E1,Dev\na@x.com,e1,Dev\na@x.com,E1,Boss\n";
  expect(roster(text).entries).toHaveLength(1);
  expect(problems(text)).toEqual([
    "3 duplicate: Line 2 says the same of e1.",
    "4 conflict: Line 2 says otherwise of E1: title. Line 2 counts.",
  ]);
  expect(problems("email\na@x.com\nA@x.com\n")).toEqual([
    "3 duplicate: Line 2 says the same of a@x.com.",
  ]);
});

test.each([
  ["", "it is empty"],
  ["\uFEFF \n", "it is empty"],
  [
    "name,title\nAda,Dev\n",
    'its first line names no column email or employeeId. It names "name", "title"',
  ],
  ["email,mail\na,b\n", "two of its columns tell the email"],
  ['{"people":[]}', "its JSON is no list of employees, nor an object with one under `employees`"],
  ["[]", "none of its 0 lines can be used."],
  [
    "email\nnobody\n",
    'none of its 1 lines can be used. The first problem, in line 2: email "nobody" is no mail address; taken as not given.',
  ],
])("%j is no roster", (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

test("broken JSON is no roster", () => {
  expect(problemOf('[{"email":')).toMatch(/^its JSON is broken \(/);
});

test("names that JavaScript knows are only names", () => {
  const text = '[{"__proto__":{"email":"a@x.com"},"constructor":"x","email":"b@x.com"}]';
  expect(roster(text).entries.map(({ email }) => email)).toEqual(["b@x.com"]);
});

test("a hundred thousand lines are read, and of as many problems the first thousand are told", () => {
  const lines = Array.from({ length: 100_000 }, (_, at) => `user${at}@x.com,E${at},bad@,x`);
  const read = roster(`email,employeeId,manager,start\n${lines.join("\n")}\n`);
  expect([read.lines, read.entries.length, read.problems.length]).toEqual([
    100_000, 100_000, 1_000,
  ]);
  expect(read.problemCounts).toEqual({ wrong_value: 200_000 });
});
