import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type AlertStage, entity, setAlertStage } from "../../test/support/alert-stage.ts";
import { type Receiver, startReceiver } from "../../test/support/receiver.ts";
import { reviveDelivery } from "../store/delivery.ts";

let stage: AlertStage;
let receiver: Receiver;

beforeAll(async () => {
  stage = await setAlertStage();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await stage.clear();
  await receiver.close();
});

afterAll(async () => {
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const all = ["opened", "updated", "reopened", "dismissed", "closed"];

async function exposedRule(on: readonly string[] = all, settings: object = {}): Promise<void> {
  const channelId = await stage.addChannel("webhook", { url: `${receiver.url}/hook`, ...settings });
  await stage.addRule({
    name: "Exposed",
    queries: [{ query: "FIND microsoft_defender_machine WITH exposureLevel = 'High'" }],
    actions: [{ kind: "notify", channelId, on }],
  });
}

function found(...ids: readonly string[]) {
  return { entities: ids.map((id) => entity("machine", id, { exposureLevel: "High" })) };
}

interface Told {
  readonly event: string;
  readonly text: string;
  readonly total: number;
  readonly labels: readonly string[];
}

function told(): readonly Told[] {
  return receiver.received.map(({ body }) => JSON.parse(body));
}

async function states() {
  return (await stage.deliveries())
    .map(({ event, state, attempts }) => `${event} ${state} ${attempts}`)
    .toReversed();
}

test("what happens to an alert is told in order, once, with its evidence", async () => {
  await exposedRule();
  await stage.run(found("a"));
  await stage.run(found("a", "b"));
  await stage.run(found("a", "b"));
  await stage.run(found());
  await stage.deliver();
  await stage.deliver();
  expect(told().map(({ event, text, total }) => [event, text, total])).toEqual([
    ["opened", "1 result.", 1],
    ["updated", "2 results, 1 of them new.", 2],
    ["closed", "It does not hold any more.", 0],
  ]);
  expect(told()[1]?.labels).toEqual(["b", "a"]);
  expect(await states()).toEqual([
    "opened delivered 1",
    "updated delivered 1",
    "closed delivered 1",
  ]);
});

test("who is told that an alert opened again is told what it was last seen with", async () => {
  await exposedRule(["reopened"]);
  await stage.run(found("a", "b"));
  await stage.store.database.run("update alert set state = 'snoozed', snoozed_until = 1");
  await stage.tick();
  await stage.deliver();
  expect(told().map(({ event, text, labels }) => [event, text, labels])).toEqual([
    ["reopened", "2 results.", ["a", "b"]],
  ]);
});

test("an action is told only what it asks for", async () => {
  await exposedRule(["closed"]);
  await stage.run(found("a"));
  await stage.run(found());
  await stage.deliver();
  expect(told().map(({ event }) => event)).toEqual(["closed"]);
});

test("a receiver that was down for a day is told everything, in order, each with the same key in every attempt", async () => {
  await exposedRule();
  receiver.answer = () => ({ status: 503, body: "down" });
  await stage.run(found("a"));
  await stage.run(found());
  await stage.run(found("a"));
  for (let passed = 0; passed < 24 * hour; passed += 30 * minute) {
    await stage.deliver();
    await stage.clock.sleep(30 * minute);
  }
  expect(new Set(told().map(({ event }) => event))).toEqual(new Set(["opened"]));
  const failed = receiver.received.length;
  receiver.answer = () => ({ status: 200 });
  await stage.clock.sleep(hour);
  await stage.deliver();
  expect(
    told()
      .slice(failed)
      .map(({ event }) => event),
  ).toEqual(["opened", "opened", "closed"]);
  const keys = receiver.received.map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(3);
  expect((await stage.deliveries()).every(({ state }) => state === "delivered")).toBe(true);
});

test("a receiver that says when it wants to be asked again is not asked before", async () => {
  await exposedRule();
  const after = ["7200", new Date(stage.clock.now() + 5 * hour).toUTCString(), "0", "soon"];
  receiver.answer = () => ({ status: 429, headers: { "retry-after": after.shift() ?? "" } });
  await stage.run(found("a"));
  const pauses: number[] = [];
  for (let tries = 0; tries < 4; tries++) {
    await stage.deliver();
    const [delivery] = await stage.deliveries();
    const pause = (delivery?.nextOn ?? 0) - stage.clock.now();
    pauses.push(Math.round(pause / minute));
    await stage.clock.sleep(pause);
  }
  // Two hours; the moment named, but for the two hours and the run; then the usual pauses.
  expect(pauses).toEqual([120, 179, 2, 4]);
});

test("attempts come later and later, at most an hour apart, and after three days it is given up until a person tries again", async () => {
  await exposedRule();
  receiver.answer = () => ({ status: 500 });
  await stage.run(found("a"));
  const pauses: number[] = [];
  for (let tries = 0; tries < 200; tries++) {
    await stage.deliver();
    const [delivery] = await stage.deliveries();
    if (delivery?.state !== "waiting") break;
    pauses.push(delivery.nextOn - stage.clock.now());
    await stage.clock.sleep(delivery.nextOn - stage.clock.now());
  }
  expect(pauses.slice(0, 9).map((pause) => pause / 1_000)).toEqual([
    30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600,
  ]);
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(70 * hour);
  const [dead] = await stage.deliveries();
  expect([dead?.state, dead?.lastError]).toEqual([
    "dead",
    `The webhook at ${new URL(receiver.url).host} answers 500.`,
  ]);
  receiver.answer = () => ({ status: 200 });
  await stage.store.database.transaction((session) =>
    reviveDelivery(session, dead?.id ?? 0, stage.clock.now()),
  );
  await stage.deliver();
  expect(await states()).toEqual(["opened delivered 1"]);
});

test.each([
  [{ status: 404, body: "no such hook" }, "answers 404: no such hook."],
  [
    { status: 307, headers: { location: "http://127.0.0.1:1/" } },
    "a redirect, which is not followed",
  ],
])("what a receiver refuses with %j is given up after five attempts", async (answer, says) => {
  await exposedRule();
  receiver.answer = () => answer;
  await stage.run(found("a"));
  for (let tries = 0; tries < 8; tries++) {
    await stage.deliver();
    await stage.clock.sleep(hour);
  }
  expect(await states()).toEqual(["opened dead 5"]);
  expect((await stage.deliveries())[0]?.lastError).toContain(says);
});

test("a channel that fails does not hold up another, nor one alert another", async () => {
  const other = await startReceiver();
  const good = await stage.addChannel("webhook", { url: other.url });
  const bad = await stage.addChannel("webhook", { url: `${receiver.url}/` });
  receiver.answer = ({ body }) => ({ status: body.includes("First") ? 500 : 200 });
  for (const name of ["First", "Second"])
    await stage.addRule({
      name,
      queries: [{ query: "FIND microsoft_defender_machine" }],
      actions: [bad, good].map((channelId) => ({ kind: "notify", channelId })),
    });
  await stage.run(found("a"));
  await stage.deliver();
  expect(other.received).toHaveLength(2);
  expect(await states()).toEqual([
    "opened waiting 1",
    "opened delivered 1",
    "opened delivered 1",
    "opened delivered 1",
  ]);
  await other.close();
});

test("a delivery that somebody has taken is not attempted by another; one whose taker died is", async () => {
  await exposedRule();
  await stage.run(found("a"));
  const now = stage.clock.now();
  await stage.store.database.run("update delivery set claimed_until = ?", [now + minute]);
  expect(await stage.deliver()).toBe(0);
  await stage.clock.sleep(minute);
  expect(await stage.deliver()).toBe(1);
  expect(receiver.received).toHaveLength(1);
});

test("what waits for a channel that is gone or switched off is given up, and says so", async () => {
  await exposedRule();
  await stage.run(found("a"));
  await stage.store.database.run("update channel set enabled = false");
  await stage.deliver();
  expect((await stage.deliveries()).map(({ state, lastError }) => [state, lastError])).toEqual([
    ["dead", "The channel is switched off."],
  ]);
});

test("a rule's own texts are templates over all that is known", async () => {
  const channelId = await stage.addChannel("webhook", { url: receiver.url });
  await stage.addRule({
    name: 'Ex"posed',
    severity: "CRITICAL",
    queries: [{ name: "high", query: "FIND microsoft_defender_machine" }],
    templates: { line: "{{item.displayName}} ({{item.exposureLevel}})" },
    parameters: { team: "blue" },
    actions: [
      {
        kind: "notify",
        channelId,
        body: `{"rule": "{{alertRuleName}}", "level": {{alertLevel}}, "n": {{queries.high.total}}, "for": "{{param.team}}",
          "link": "{{alertWebLink}}", "what": "{{queries.high.data|mapTemplate('line')|join(', ')}}"}`,
      },
    ],
  });
  await stage.run(found('a"}', "b"));
  await stage.deliver();
  const [alert] = await stage.alerts();
  expect(told()).toEqual([
    {
      rule: 'Ex"posed',
      level: "CRITICAL",
      n: 2,
      for: "blue",
      link: `https://graph.example/alerts/${alert?.id}`,
      what: 'a"} (High), b (High)',
    },
  ]);
});
