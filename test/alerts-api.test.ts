import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ManualClock } from "../src/sample-tenant/fixture.ts";
import { type Managed, openManaged } from "./support/managed.ts";
import { type Receiver, startReceiver } from "./support/receiver.ts";

const clock = new ManualClock();
let managed: Managed;
let receiver: Receiver;

beforeAll(async () => {
  managed = await openManaged(clock);
  receiver = await startReceiver();
});

afterAll(async () => {
  await managed.close();
  await receiver.close();
});

interface Answer {
  readonly status: number;
  readonly [name: string]: unknown;
}

async function ask(what: string, body: object | null = null): Promise<Answer> {
  const answered = await managed.ask(what, body);
  return { ...answered.body, status: answered.status };
}

test("a channel's secrets are sealed: no answer, log, audit record or file tells them", async () => {
  const url = `${receiver.url}/services/T0/B0/xoxb-very-secret`;
  const made = await ask("POST /channels", { kind: "slack", name: "SOC", secret: { url } });
  expect(made).toMatchObject({ status: 201, id: 1, secrets: ["url"], settings: {} });
  expect(await ask("PATCH /channels/1", { name: "Night shift" })).toMatchObject({
    name: "Night shift",
    secrets: ["url"],
  });
  const { deliveryId } = await ask("POST /channels/1/test");
  receiver.answer = () => ({ status: 500, body: "oops" });
  await managed.desk.attend();
  expect(receiver.received[0]?.path).toBe("/services/T0/B0/xoxb-very-secret");
  expect(await ask(`GET /deliveries/${String(deliveryId)}`)).toMatchObject({
    state: "waiting",
    lastError: "Slack answers 500: oops.",
  });
  const told = [
    ...(await Promise.all(
      ["/channels", "/channels/1", "/deliveries", "/audit"].map(
        async (path) => (await managed.ask(`GET ${path}`)).text,
      ),
    )),
    ...managed.log.lines,
    ...readdirSync(managed.folder).map((name) =>
      readFileSync(join(managed.folder, name), "latin1"),
    ),
  ];
  expect(told.filter((text) => text.includes("xoxb-very-secret"))).toEqual([]);
});

test("a wrong channel is refused with the places that are wrong", async () => {
  const wrong = { kind: "email", name: "Mail", settings: { host: "mail", from: "nobody", to: [] } };
  const { status, detail } = await ask("POST /channels", wrong);
  expect(status).toBe(400);
  expect(detail).toContain("settings.from");
  expect(detail).toContain("settings.to");
  const address = { kind: "webhook", name: "x", settings: { url: "https://ada:pw@example.com/" } };
  expect((await ask("POST /channels", address))["detail"]).toContain("put them into a header");
  expect(await ask("GET /channels/kinds")).toMatchObject({
    items: [{ kind: "webhook", title: "Webhook" }, {}, {}, {}, {}, {}, {}],
  });
});

test("a rule is made, evaluated at once, and told; a channel that it uses stays", async () => {
  const hook = await ask("POST /channels", {
    kind: "webhook",
    name: "Hook",
    settings: { url: receiver.url },
  });
  const rule = await ask("POST /rules", {
    name: "No machines",
    queries: [{ query: "FIND microsoft_defender_machine" }],
    condition: "{{queries.query0.total == 0}}",
    actions: [{ kind: "notify", channelId: hook["id"] }],
  });
  expect(rule).toMatchObject({ status: 201, enabled: true, severity: "HIGH" });
  receiver.answer = () => ({ status: 200 });
  await managed.desk.attend();
  const path = `/rules/${String(rule["id"])}`;
  expect(await ask(`GET ${path}`)).toMatchObject({ last: { outcome: "matched" } });
  expect(await ask("GET /alerts")).toMatchObject({
    items: [{ id: 1, state: "open", title: "No machines" }],
  });
  expect(await ask(`DELETE /channels/${String(hook["id"])}`)).toMatchObject({ status: 409 });
  expect(await ask(`POST ${path}/disable`)).toMatchObject({ enabled: false });
  expect(await ask(`POST ${path}/evaluate`)).toMatchObject({ status: 409 });
  expect(await ask(`DELETE ${path}`)).toMatchObject({ deleted: true });
  expect(await ask("GET /alerts/1")).toMatchObject({
    state: "open",
    events: [{ event: "opened" }],
  });
});

test("a person's say on an alert is kept, with who said it; what cannot be is refused", async () => {
  expect(await ask("POST /alerts/1/dismiss", { note: "empty on purpose" })).toMatchObject({
    state: "dismissed",
  });
  expect(await ask("POST /alerts/1/dismiss", {})).toMatchObject({ status: 409 });
  expect(await ask("POST /alerts/1/snooze", { until: 1 })).toMatchObject({ status: 400 });
  expect(await ask("POST /alerts/1/reopen", {})).toMatchObject({ state: "open" });
  expect(await ask("POST /alerts/99/dismiss", {})).toMatchObject({ status: 404 });
  const { events } = await ask("GET /alerts/1");
  expect(events).toMatchObject([
    {},
    { event: "dismiss", note: "empty on purpose" },
    { event: "reopen" },
  ]);
  const audit = await ask("GET /audit?limit=2");
  expect(audit["items"]).toMatchObject([
    { verb: "alerts.reopen", object: "alert 1" },
    { verb: "alerts.dismiss", object: "alert 1", details: { note: "empty on purpose" } },
  ]);
});

test("a rule that is wrong is refused with all that is wrong, and leaves nothing behind", async () => {
  const before = await ask("GET /rules");
  const { status, detail } = await ask("POST /rules", {
    name: "Wrong",
    queries: [
      { name: "a", query: "FIND" },
      { name: "a", check: "secret_expiring", query: "FIND *" },
    ],
    condition: ["queries.b.total", ">", 0],
    actions: [{ kind: "notify", channelId: 99, body: "{{ 1 + }}" }],
  });
  expect(status).toBe(400);
  for (const part of [
    "two are called a",
    "queries.0",
    "both a query and a check",
    "the query b",
    "actions.0.body",
    "no channel 99",
  ])
    expect(detail).toContain(part);
  expect(await ask("GET /rules")).toEqual(before);
});

test("a rule of the pack is switched on by its name, with other parameters, once", async () => {
  const input = { parameters: { days: 30 }, severity: "LOW" };
  const rule = await ask("POST /rules/device-silent/enable", input);
  expect(rule).toMatchObject({
    pack: "device-silent",
    enabled: true,
    parameters: { days: 30 },
    severity: "LOW",
  });
  expect(await ask("POST /rules/device-silent/enable", {})).toMatchObject({
    id: rule["id"],
    parameters: { days: 30 },
  });
  const { items } = await ask("GET /rules/pack");
  expect(items).toContainEqual(
    expect.objectContaining({ id: "device-silent", ruleId: rule["id"], enabled: true }),
  );
  expect(await ask("POST /rules/no-such-rule/enable", {})).toMatchObject({ status: 404 });
});

test("questions are saved, changed, run, moved and deleted; those that ship stay as they are", async () => {
  const mine = {
    title: "Mine",
    queries: [{ query: "FIND * WITH displayName = ${name}" }],
    parameters: { name: "x" },
  };
  const saved = await ask("POST /questions", mine);
  expect(saved).toMatchObject({ status: 201, id: "1", source: "saved" });
  expect(await ask("POST /questions/1/run", { parameters: { name: "y" } })).toMatchObject({
    answers: [{ name: "query0", result: { totalCount: 0 }, problems: [] }],
  });
  expect(await ask("PUT /questions/1", { ...mine, title: "Ours" })).toMatchObject({ version: 2 });
  const exported = await ask("GET /questions/export");
  expect(exported["questions"]).toMatchObject([{ title: "Ours" }]);
  const moved = {
    questions: [
      { ...mine, title: "Ours" },
      { ...mine, title: "New" },
    ],
  };
  expect(await ask("POST /questions/import", moved)).toMatchObject({ created: 1, replaced: 1 });
  const wrong = { questions: [mine, { ...mine, title: "Bad", queries: [{ query: "FIND" }] }] };
  expect(await ask("POST /questions/import", wrong)).toMatchObject({ status: 400 });
  expect(await ask("GET /questions?search=ours")).toMatchObject({ items: [{ title: "Ours" }] });
  expect(await ask("DELETE /questions/1")).toMatchObject({ deleted: true });
  expect(await ask("DELETE /questions/antivirus-off")).toMatchObject({ status: 409 });
  expect(await ask("GET /questions/1")).toMatchObject({ status: 404 });
});

test("a dashboard is made, changed by one at a time, and deleted; a wrong tile is refused", async () => {
  const tile = { title: "People", kind: "number", query: "FIND person" };
  const made = await ask("POST /dashboards", { title: "Mine", tiles: [tile] });
  expect(made).toMatchObject({ status: 201, version: 1, tiles: [{ ...tile, days: 14 }] });
  const path = `/dashboards/${String(made["id"])}`;
  const change = { title: "Ours", tiles: [], version: 1 };
  expect(await ask(`PUT ${path}`, change)).toMatchObject({ title: "Ours", version: 2 });
  const late = await ask(`PUT ${path}`, change);
  expect(late).toMatchObject({ status: 409, code: "conflict" });
  expect(late["detail"]).toContain("it is of version 2");
  const wrong = await ask("POST /dashboards", { title: "x", tiles: [{ ...tile, query: "FIND" }] });
  expect(wrong).toMatchObject({ status: 400, code: "request_invalid" });
  expect(wrong["detail"]).toContain('tiles.0.query ("People"), at sign 5');
  expect(await ask("GET /dashboards")).toMatchObject({ items: [{ title: "Ours", tiles: [] }] });
  expect(await ask(`DELETE ${path}`)).toMatchObject({ deleted: true });
  expect(await ask(`GET ${path}`)).toMatchObject({
    status: 404,
    detail: "There is no dashboard 1.",
  });
  expect(await ask("GET /audit?limit=1")).toMatchObject({
    items: [{ verb: "dashboards.delete", object: "dashboard 1", details: { title: "Ours" } }],
  });
});

test("a preview tells what a rule would find, and leaves no trace", async () => {
  const before = [await ask("GET /rules"), await ask("GET /alerts?state=all")];
  const all = { queries: [{ query: "FIND * WITH displayName = ${name}" }] };
  const parameters = { name: "nobody is called so" };
  const seen = await ask("POST /rules/preview", { ...all, parameters });
  expect(seen).toMatchObject({ status: 200, holds: false, newOnly: false });
  expect(seen["evidence"]).toMatchObject({ total: 0, queries: { query0: { total: 0, data: [] } } });
  const none = { ...all, parameters, condition: "{{queries.query0.total == 0}}" };
  expect(await ask("POST /rules/preview", none)).toMatchObject({ holds: true });
  const silent = { id: "device-silent", parameters: { days: 400 } };
  expect(await ask("POST /rules/preview", silent)).toMatchObject({ status: 200, holds: false });
  expect(await ask("POST /rules/preview", { id: "role-group-member" })).toMatchObject({
    newOnly: true,
  });
  expect(await ask("POST /rules/preview", {})).toMatchObject({ status: 400 });
  expect(await ask("POST /rules/preview", { id: "999" })).toMatchObject({ status: 404 });
  const wrong = await ask("POST /rules/preview", { queries: [{ query: "FIND" }] });
  expect(wrong["detail"]).toContain("queries.0");
  expect([await ask("GET /rules"), await ask("GET /alerts?state=all")]).toEqual(before);
});
