import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AlertStage, edge, entity, setAlertStage } from "../../test/support/alert-stage.ts";
import { findAlert, listHappenings } from "../store/alert.ts";
import { listEvaluations } from "../store/evaluation.ts";
import { affectAlert } from "./attend.ts";

let stage: AlertStage;

beforeAll(async () => {
  stage = await setAlertStage();
});

afterEach(async () => {
  await stage.clear();
});

afterAll(async () => {
  await stage.close();
});

function machines(...ids: readonly string[]) {
  return ids.map((id) => entity("machine", id, { exposureLevel: "High", managed: true }));
}

const exposed = {
  name: "Exposed",
  queries: [{ query: "FIND microsoft_defender_machine WITH exposureLevel = 'High'" }],
};

async function states(): Promise<readonly string[]> {
  return (await stage.alerts()).map(({ kind, state, total }) => `${kind} ${state} ${total}`);
}

async function evaluations(ruleId: number) {
  const asked = { ruleId, before: null, limit: 100 };
  const rows = await listEvaluations(stage.store.database, asked);
  return rows
    .map(({ outcome, total, added, removed, still }) => ({
      outcome,
      counts: [total, added, removed, still],
    }))
    .toReversed();
}

test("an alert opens once, follows its results, closes when they are gone, and what comes back is a new one", async () => {
  const rule = await stage.addRule(exposed);
  await stage.run({ entities: machines("a", "b") });
  expect(await states()).toEqual(["rule open 2"]);
  await stage.run({ entities: machines("b", "c") });
  expect(await states()).toEqual(["rule open 2"]);
  await stage.run({ entities: machines("b", "c") });
  await stage.run({ entities: [entity("machine", "z")] });
  expect(await states()).toEqual(["rule closed 2"]);
  await stage.run({ entities: machines("a") });
  expect(await states()).toEqual(["rule open 1", "rule closed 2"]);
  expect(await evaluations(rule)).toEqual([
    { outcome: "matched", counts: [2, 2, 0, 0] },
    { outcome: "matched", counts: [2, 1, 1, 1] },
    { outcome: "matched", counts: [2, 0, 0, 2] },
    { outcome: "clear", counts: [0, 0, 2, 0] },
    { outcome: "matched", counts: [1, 1, 0, 0] },
  ]);
  const [, first] = await stage.alerts();
  const happened = await listHappenings(stage.store.database, first?.id ?? 0);
  expect(happened.map(({ event, state }) => `${event} ${state}`)).toEqual([
    "opened open",
    "grew open",
    "cleared closed",
  ]);
});

test("a run is attended to once, and rules of another instance's runs are left alone", async () => {
  await stage.addRule({ ...exposed, schedule: { kind: "after_run", instanceId: 99 } });
  const rule = await stage.addRule(exposed);
  expect((await stage.run({ entities: machines("a") })).map(({ ruleId }) => ruleId)).toEqual([
    rule,
  ]);
  expect(await stage.tick()).toEqual([]);
  expect(await evaluations(rule)).toHaveLength(1);
});

test("a rule about new results is silent about what was there, until it goes and comes back", async () => {
  const rule = await stage.addRule({ ...exposed, newOnly: true });
  await stage.run({ entities: machines("a", "b") });
  expect(await states()).toEqual([]);
  await stage.run({ entities: machines("a", "b", "c") });
  expect(await states()).toEqual(["rule open 1"]);
  await stage.run({ entities: machines("a", "b") });
  expect(await states()).toEqual(["rule closed 1"]);
  await stage.run({ entities: machines("b") });
  await stage.run({ entities: machines("a", "b") });
  expect(await states()).toEqual(["rule open 1", "rule closed 1"]);
  expect((await evaluations(rule)).map(({ outcome }) => outcome)).toEqual([
    "clear",
    "matched",
    "clear",
    "clear",
    "matched",
  ]);
});

test("what a partial run did not read closes nothing, and an unrelated source does not matter", async () => {
  const rule = await stage.addRule(exposed);
  await stage.run({ entities: machines("a") });
  const unread = { step: "machines", status: "partial", reason: "403" } as const;
  await stage.run({ entities: [] }, [unread]);
  expect(await states()).toEqual(["rule open 1"]);
  // What was not there may be there all the same: it is not new when it is seen again.
  await stage.run({ entities: machines("a") });
  expect((await evaluations(rule)).map(({ outcome, counts }) => [outcome, ...counts])).toEqual([
    ["matched", 1, 1, 0, 0],
    ["unsure", 0, 0, 0, 0],
    ["matched", 1, 0, 0, 1],
  ]);
  await stage.run({ entities: [] }, [{ ...unread, step: "groups" }]);
  expect(await states()).toEqual(["rule closed 1"]);
});

test("deletions that are held back close nothing until they are let go", async () => {
  await stage.addRule(exposed);
  const many = machines(...Array.from({ length: 16 }, (_, index) => `m${index}`));
  await stage.run({ entities: many });
  const brake = { percent: 20, atLeast: 10 };
  await stage.run({ entities: [], brake });
  expect(await states()).toEqual(["rule open 16"]);
  await stage.run({ entities: [], brake });
  expect(await states()).toEqual(["rule closed 16"]);
});

test("a failing evaluation raises an alert of its own, leaves the other as it is, and clears when it works again", async () => {
  const rule = await stage.addRule(exposed);
  await stage.run({ entities: machines("a") });
  const broken = JSON.stringify({ ...exposed, queries: [{ query: "FIND Device WITH ===" }] });
  const whole = JSON.stringify(exposed);
  const say = (definition: string) =>
    stage.store.database.run("update rule set definition = ? where id = ?", [definition, rule]);
  await say(broken);
  await stage.run({ entities: [] });
  expect(await states()).toEqual(["evaluation open 0", "rule open 1"]);
  const [notice] = await stage.alerts();
  expect(notice?.title).toBe('The rule "Exposed" cannot be evaluated');
  await say(whole);
  await stage.run({ entities: machines("a") });
  expect(await states()).toEqual(["evaluation closed 0", "rule open 1"]);
  expect((await evaluations(rule)).map(({ outcome }) => outcome)).toEqual([
    "matched",
    "failed",
    "matched",
  ]);
});

test("rows of a table are the same while their texts are, whatever their numbers", async () => {
  const rule = await stage.addRule({
    name: "Weak",
    queries: [
      {
        name: "weak",
        query: `FIND microsoft_defender_machine AS m THAT IDENTIFIED microsoft_defender_vulnerability AS f
          RETURN m.displayName AS machine, COUNT(f) AS weaknesses`,
      },
    ],
    condition: ["queries.weak.total", ">", 0],
  });
  const [machine] = machines("a");
  if (machine === undefined) throw new Error("no machine");
  const weak = ["x", "y"].map((id) => entity("vulnerability", id));
  const edges = weak.map((one) => edge("machineIdentifiedVulnerability", [machine, one]));
  await stage.run({ entities: [machine, ...weak], relationships: edges.slice(0, 1) });
  await stage.run({ entities: [machine, ...weak], relationships: edges });
  expect((await evaluations(rule)).map(({ counts }) => counts)).toEqual([
    [1, 1, 0, 0],
    [1, 0, 0, 1],
  ]);
});

test("an interval keeps its time of day, and a missed one is made up for once", async () => {
  const rule = await stage.addRule({
    ...exposed,
    schedule: { kind: "interval", every: "ONE_HOUR" },
  });
  const hour = 3_600_000;
  expect(await stage.tick()).toHaveLength(1);
  expect(await stage.tick()).toHaveLength(0);
  await stage.clock.sleep(hour + 5 * 60_000);
  expect(await stage.tick()).toHaveLength(1);
  await stage.clock.sleep(hour - 5 * 60_000);
  expect(await stage.tick()).toHaveLength(1);
  await stage.clock.sleep(5 * hour + 1);
  expect(await stage.tick()).toHaveLength(1);
  expect(await stage.tick()).toHaveLength(0);
  expect(await evaluations(rule)).toHaveLength(4);
});

async function treat(event: "dismiss" | "snooze" | "reopen", snoozedUntil: number | null = null) {
  const { database } = stage.store;
  const [{ id } = { id: 0 }] = await stage.alerts();
  await database.transaction(async (session) => {
    const alert = await findAlert(session, id);
    if (alert === null) throw new Error("no alert");
    const now = stage.clock.now();
    await affectAlert(
      session,
      { ...alert, snoozedUntil },
      { event, now, actor: "Ada", note: null },
    );
  });
}

test("a dismissed alert stays so for the results it was dismissed with, and opens again for others", async () => {
  await stage.addRule(exposed);
  await stage.run({ entities: machines("a", "b") });
  await treat("dismiss");
  await stage.run({ entities: machines("a") });
  expect(await states()).toEqual(["rule dismissed 1"]);
  await stage.run({ entities: machines("a", "c") });
  expect(await states()).toEqual(["rule open 2"]);
});

test("a snoozed alert wakes when its time is over, and closes before when it does not hold any more", async () => {
  await stage.addRule(exposed);
  await stage.run({ entities: machines("a") });
  await treat("snooze", stage.clock.now() + 3_600_000);
  await stage.run({ entities: machines("a", "b") });
  expect(await states()).toEqual(["rule snoozed 2"]);
  await stage.clock.sleep(3_600_000);
  await stage.tick();
  expect(await states()).toEqual(["rule open 2"]);
  await treat("snooze", stage.clock.now() + 3_600_000);
  await stage.run({ entities: [] });
  expect(await states()).toEqual(["rule closed 2"]);
});
