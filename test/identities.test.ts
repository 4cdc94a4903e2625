import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localCaller } from "../src/service/caller.ts";
import { identitiesForget, identitiesLink } from "../src/service/identity-verbs.ts";
import type { IdentityAccount } from "../src/service/identities.ts";
import { compareWithTruth, type GraphLine, noDifference } from "./support/compare.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 120,
  users: 80,
  groups: 20,
  cves: 60,
  findingsPerDevice: 3,
  logonsPerDevice: 3,
  seed: 1,
};

async function linesOf(bench: Bench, type: string): Promise<readonly GraphLine[]> {
  const found: GraphLine[] = [];
  for await (const lines of bench.desk.export({}))
    found.push(...lines.filter(({ _type }) => _type === type));
  return found;
}

async function differences(bench: Bench) {
  const { desk, tenant } = bench;
  return compareWithTruth(desk.export({}), tenant.truth({ accountName: "Acme" }));
}

function csv(rows: readonly (readonly unknown[])[]): Uint8Array {
  const cell = (value: unknown): string => (typeof value === "string" ? `"${value}"` : "");
  return Buffer.from(rows.map((row) => row.map(cell).join(",")).join("\n"));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

const isEdges = "microsoft_defender_logon_user_is_user";

/** Carries out what a person's word has put into the queue. */
async function carriedOut({ desk }: Bench): Promise<void> {
  const worker = desk.worker({ schedules: false });
  await worker.turn();
  await worker.idle();
}

describe("whose the accounts are", () => {
  let bench: Bench;

  const say = (input: object) => bench.desk.perform(identitiesLink, { caller: localCaller, input });
  const forget = (one: string) =>
    bench.desk.perform(identitiesForget, { caller: localCaller, input: { account: one } });

  async function account(status: IdentityAccount["status"]): Promise<IdentityAccount> {
    const [first] = (await bench.desk.identities({ status })).accounts;
    if (first === undefined) throw new TypeError(`no account is ${status}`);
    return first;
  }

  beforeAll(async () => {
    bench = await openBench(size);
    await bench.collect();
  });

  afterAll(async () => {
    await bench.close();
  });

  it("is told: all that are linked are in the graph, and candidates of the others are named", async () => {
    const report = await bench.desk.identities({ limit: 10_000 });
    expect(report.counts.linked).toBe((await linesOf(bench, isEdges)).length);
    expect(report.counts.ambiguous).toBeGreaterThan(0);
    expect(report.counts.unmatched).toBeGreaterThan(0);
    expect(report.accounts).toHaveLength(report.total);
    const ambiguous = report.accounts.filter(({ status }) => status === "ambiguous");
    expect(ambiguous.every(({ candidates }) => candidates.length > 1)).toBe(true);
    const [named] = ambiguous[0]?.candidates ?? [];
    const found = await bench.desk.identities({ search: named?.email ?? "?" });
    expect(found.accounts.map(({ key }) => key)).toContain(ambiguous[0]?.key);
  });

  it("is as a person says within moments, whatever the methods find, and nothing is read for it", async () => {
    const [open, linked] = [await account("ambiguous"), await account("linked")];
    const user = open.candidates[0]?.email ?? "";
    await say({ account: open.id, user, note: "asked" });
    await say({ account: linked.key, user: null });
    const told = await bench.desk.identities({ status: "by_hand" });
    expect(told.accounts).toMatchObject([
      { key: open.key, user: { email: user }, isPending: true, note: "asked" },
    ]);
    const [health, users] = [await bench.desk.status(), await linesOf(bench, "person")];
    bench.tenant.resetStatistics();
    await carriedOut(bench);
    expect(bench.tenant.statistics().calls).toBe(0);
    // When the tenant was read last is another matter, and all else is as it was.
    expect(await bench.desk.status()).toEqual(health);
    expect(await linesOf(bench, "person")).toHaveLength(users.length);
    const edges = await linesOf(bench, isEdges);
    expect(edges.filter(({ properties }) => properties["method"] === "manual")).toHaveLength(1);
    expect(edges.some(({ _key }) => _key.startsWith(`${linked.key}|`))).toBe(false);
    const after = await bench.desk.identities({});
    expect(after.counts).toMatchObject({ by_hand: 1, nobody: 1 });
    expect(after.accounts.filter(({ isPending }) => isPending)).toEqual([]);
  });

  it("is found out again once a person's word is forgotten", async () => {
    for (const status of ["by_hand", "nobody"] as const) await forget((await account(status)).key);
    await carriedOut(bench);
    const found = await differences(bench);
    expect(found).toEqual(noDifference(found.counts.compared));
    bench.tenant.resetStatistics();
    expect(await bench.collect()).toMatchObject({ status: "complete", created: {}, deleted: {} });
    // What was read before is remembered: no machine is asked for its logon users once more.
    expect(bench.tenant.statistics().endpoints["defender.logonUsers"]).toBeUndefined();
  });

  it("cannot be said of an account or a user that is not there, nor taken back twice", async () => {
    const { key } = await account("linked");
    const link = (one: string, user: string) => say({ account: one, user });
    await expect(link("contoso\\nobody", "x")).rejects.toThrow(/no account "contoso\\\\nobody"/);
    await expect(link(key, "nobody@x.com")).rejects.toThrow(/no user "nobody@x\.com"/);
    await expect(forget(key)).rejects.toThrow(/nothing to forget/);
  });
});

describe("a roster", () => {
  let bench: Bench;
  let people: readonly GraphLine[];

  beforeAll(async () => {
    bench = await openBench(size);
    await bench.collect();
    people = await linesOf(bench, "person");
  });

  afterAll(async () => {
    await bench.close();
  });

  const personKeys = async (): Promise<readonly string[]> =>
    (await linesOf(bench, "person")).map(({ _key }) => _key).toSorted();

  it("makes the employees: who is not on it is none, who has no account is one, and keys stay", async () => {
    const active = people.filter(({ properties }) => properties["active"] === true);
    const [missing, leaver] = active;
    const rows = people
      .filter((person) => person !== missing)
      .map((person) => {
        const { email, employeeId } = person.properties;
        return [email, employeeId, person === leaver ? "Left" : "Active"];
      });
    const bytes = csv([["email", "employeeId", "status"], ...rows, ["new@x.com", "N1", "Active"]]);
    const report = await bench.collect({ people: { roster: { name: "staff.csv", bytes } } });
    expect(report.status).toBe("complete");
    const expected = people.filter((person) => person !== missing).map(({ _key }) => _key);
    expect(await personKeys()).toEqual([...expected, "person:new@x.com"].toSorted());
    const { employees } = await bench.desk.identities({});
    expect(employees[0]?.roster).toMatchObject({
      file: "staff.csv",
      lines: people.length,
      employees: people.length,
      matched: people.length - 1,
      counts: { employeesWithoutAccount: 1, ambiguous: 0, leaversEnabled: 1, problems: 0 },
      accountsWithoutEmployee: textsOf(missing?.properties["userIds"]).map(
        (id) => `microsoft_defender_user:${id}`,
      ),
      employeesWithoutAccount: [{ email: "new@x.com", employeeId: "N1" }],
    });
    expect(report.notes.find(({ code }) => code === "roster")?.text).toMatch(/1 leavers may still/);
  });

  it("holds for later runs that are given none, and a wrong one changes nothing", async () => {
    const before = await personKeys();
    const wrong = { name: "bad.csv", bytes: Buffer.from("name\nAda\n") };
    await expect(bench.collect({ people: { roster: wrong } })).rejects.toThrow(
      /Cannot use bad\.csv as a roster: its first line names no column/,
    );
    const report = await bench.collect();
    expect([report.status, report.created, report.deleted]).toEqual(["complete", {}, {}]);
    expect(await personKeys()).toEqual(before);
  });

  it("that is taken away leaves the employees as the directory tells them", async () => {
    expect((await bench.collect({ people: { roster: null } })).status).toBe("complete");
    const found = await differences(bench);
    expect(found).toEqual(noDifference(found.counts.compared));
  });

  it("that forgets most employees is held back like any mass disappearance", async () => {
    const bytes = csv([["email"], [people[0]?.properties["email"]]]);
    const report = await bench.collect({ people: { roster: { name: "short.csv", bytes } } });
    expect(report.heldBack["person"]).toBeGreaterThan(10);
    expect((await personKeys()).length).toBe(people.length);
    // A run that reads nothing does not look, so it does not agree.
    const [account] = (await bench.desk.identities({ status: "linked" })).accounts;
    const input = { account: account?.key, user: null };
    await bench.desk.perform(identitiesLink, { caller: localCaller, input });
    await carriedOut(bench);
    expect((await personKeys()).length).toBe(people.length);
  });
});
