import { expect, test } from "vitest";
import type { LogonUser } from "../microsoft/logon-user.ts";
import { LogonConverter } from "./logon-converter.ts";
import { type LogonMachine, logonUserOf } from "./logon-user.ts";
import { logon } from "./records.fixture.ts";

const machineOf = (id: string, computerDnsName: string | null = `${id}.corp.contoso.com`) => ({
  id,
  computerDnsName,
  lastSeenOn: null,
});

/** What each machine tells, after those before it. */
function told(seen: readonly (readonly [Partial<LogonUser>, LogonMachine])[]) {
  const converter = new LogonConverter();
  return seen.map(([facts, machine]) => converter.take([logon(facts)], machine));
}

const alone = ([facts, machine]: readonly [Partial<LogonUser>, LogonMachine]) =>
  logonUserOf(logon(facts), machine);

test("an account that several machines tell alike is told once, its edges each", () => {
  const seen = ["m1", "m2", "m3"].map((id) => [{}, machineOf(id)] as const);
  const made = told(seen);
  expect(made.map(({ entities }) => entities.length)).toEqual([1, 0, 0]);
  expect(made[0]?.entities).toEqual(alone([{}, machineOf("m1")]).entities);
  expect(made.map(({ relationships }) => relationships)).toEqual(
    seen.map((one) => alone(one).relationships),
  );
});

test.each<[string, Partial<LogonUser>]>([
  ["name", { accountName: "Ada L." }],
  ["domain", { accountDomain: "fabrikam" }],
  ["SID", { accountSid: "S-1-5-21-1" }],
])("an account with another %s is told again, and the first one after it, too", (_, facts) => {
  const seen = [{}, facts, facts, {}].map((one, at) => [one, machineOf(`m${at}`)] as const);
  const made = told(seen);
  expect(made.map(({ entities }) => entities.length)).toEqual([1, 1, 0, 1]);
  const whole = made.filter(({ entities }) => entities.length > 0);
  expect(whole).toEqual([0, 1, 3].map((at) => alone(seen[at] ?? [{}, machineOf("")])));
});

test("on the machine that its domain names, an account is the machine's own", () => {
  const facts = { id: "pc-1\\admin", accountName: "admin", accountDomain: "PC-1" };
  const seen = ["pc-2", "pc-1", "pc-3", "pc-1"].map((id) => [facts, machineOf(id)] as const);
  const made = told(seen);
  expect(made.map(({ relationships: [edge] }) => edge?.to)).toEqual([
    "microsoft_defender_logon_user:pc-1\\admin",
    "microsoft_defender_logon_user:pc-1:admin",
    "microsoft_defender_logon_user:pc-1\\admin",
    "microsoft_defender_logon_user:pc-1:admin",
  ]);
  expect(made[1]?.entities[0]?.properties["accountKind"]).toBe("local");
  expect(made[2]?.entities).toEqual([]);
});

test("every edge leads to the account that the machine alone would tell", () => {
  const ids = ["contoso\\ada", "CONTOSO\\Ada", "ada", "m1\\ada", "azuread\\ada"];
  const domains = ["contoso", "", " ", "m1", "AzureAD"];
  const hosts = [null, "", "m1", "contoso", "pc.contoso.com"];
  const seen = ids.flatMap((id) =>
    domains.flatMap((accountDomain) =>
      hosts.map((host, at) => [{ id, accountDomain }, machineOf(`m${at}`, host)] as const),
    ),
  );
  expect(told(seen).map(({ relationships }) => relationships)).toEqual(
    seen.map((one) => alone(one).relationships),
  );
});
