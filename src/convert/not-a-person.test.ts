import { expect, test } from "vitest";
import { noIdentityRules, notAPersonBy } from "./identity-rules.ts";
import { notAPersonRules } from "./not-a-person.ts";

const ruleAgainst = notAPersonBy(noIdentityRules);

const person = {
  userType: "Member",
  isResourceAccount: false,
  employeeType: "Employee",
  localPart: "ada",
  displayName: "Ada Lovelace",
  userPrincipalName: "ada@contoso.com",
  mail: null,
  employeeId: null,
  department: null,
  companyName: null,
  jobTitle: null,
};

test.each([
  ["guest", { userType: "Guest" }],
  ["resource_account", { isResourceAccount: true }],
  ["employee_type", { employeeType: "SHARED" }],
  ["service_name", { localPart: "svc-backup" }],
  ["service_name", { localPart: "Room.Paris" }],
  ["service_name", { localPart: "no-reply_x" }],
  ["sync_name", { localPart: "Sync_DC01_0123456789ab" }],
  ["sync_account", { displayName: "On-Premises Directory Synchronization Service Account" }],
  ["health_mailbox", { displayName: "HealthMailbox-ex1-001" }],
  ["health_mailbox_name", { localPart: "HealthMailbox0123456789" }],
])("%s: %o", (rule, facts) => {
  expect(ruleAgainst({ ...person, ...facts })?.name).toBe(rule);
});

test.each([
  {},
  { userType: null, isResourceAccount: null, employeeType: null },
  { localPart: "samantha" },
  { localPart: "roomer" },
  { localPart: "testa.rossa" },
  { displayName: null, localPart: null },
])("a person: %o", (facts) => {
  expect(ruleAgainst({ ...person, ...facts })).toBeNull();
});

test("every rule has a name of its own and a reason", () => {
  expect(new Set(notAPersonRules.map(({ name }) => name)).size).toBe(notAPersonRules.length);
  expect(notAPersonRules.every(({ why }) => why.endsWith("."))).toBe(true);
});
