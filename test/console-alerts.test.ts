import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Clock } from "../src/base/clock.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { answer, asking, type Stage, setStage } from "./support/console-stage.ts";
import { realClock } from "./support/managed.ts";
import { type Receiver, startReceiver } from "./support/receiver.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const machines = "FIND microsoft_defender_machine";

/** How much later than the real clock it is. */
let ahead = 0;
const clock: Clock = {
  now: () => Date.now() + ahead,
  sleep: async (ms, signal) => realClock.sleep(ms, signal),
};

let stage: Stage;
let receiver: Receiver;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  receiver = await startReceiver();
  stage = await setStage({ collected: true, clock });
});

afterAll(async () => {
  await stage?.close();
  await receiver?.close();
});

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  page = await stage.open(path, options);
  hands = handsOn(page);
  await hands.see(".navigation");
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const attend = () => stage.bench.desk.attend();

test("a channel is made, tried and changed; its secret is nowhere to be read", async () => {
  await open("/alerts?tab=Channels");
  await hands.see(".message h2", "No channel yet");
  await hands.click(page.getByRole("link", { name: "New: Webhook" }));
  await hands.click(button("Save"));
  expect(await page.evaluate("document.activeElement.name")).toBe("name");
  await page.getByLabel(/^Name/).fill("SOC");
  await page.getByLabel(/^Url/).fill(receiver.url);
  await page.getByLabel(/^Signing key/).fill("a-signing-key");
  await hands.click(button("Save"));
  await hands.see("h1", "SOC");
  await hands.click(button("Send test"));
  await hands.see(".send-test", "on its way");
  await attend();
  await hands.see(".send-test .good-text", "delivered");
  expect(receiver.received.at(-1)?.headers["x-defender-graph-signature"]).toMatch(/^t=/);
  expect(await page.locator(".field-help", { hasText: "One is kept" }).count()).toBe(1);
  await hands.see(".field-help", "One is kept; empty leaves it as it is.");
  expect(await page.content()).not.toContain("a-signing-key");
  await page.locator('[name="settings.headers"]').fill("X-Team: blue");
  await hands.click(button("Save"));
  await hands.see(".form [role=status]", "Saved.");
  await page.reload();
  await hands.see("h1", "SOC");
  expect(await page.locator('[name="settings.headers"]').inputValue()).toBe("X-Team: blue");
});

test("every kind of channel has a form of its own fields", async () => {
  await open("/alerts?tab=Channels");
  for (const [title, field] of [
    ["Slack", "secret.url"],
    ["Microsoft Teams", "secret.url"],
    ["E-mail", "settings.to"],
    ["Jira", "settings.project"],
    ["PagerDuty", "secret.routingKey"],
    ["Syslog", "settings.transport"],
  ] as const) {
    await page.goto(`${new URL(page.url()).origin}/alerts?tab=Channels`);
    await hands.click(page.getByRole("link", { name: `New: ${title}` }));
    expect(await hands.see(`[name="${field}"]`)).toBe(true);
  }
});

test("alert me when a device stops reporting: five presses, what it finds shown before", async () => {
  await open("/");
  await hands.click(page.getByRole("link", { name: "Alerts", exact: true }));
  await hands.click(button("New from template"));
  await hands.click(page.getByRole("menuitem", { name: /^Device silent/ }));
  await page.getByLabel("days").fill("1");
  await hands.click(page.getByLabel("SOC (webhook)"));
  const silent =
    "FIND user_endpoint WITH managed = true AS d WHERE d.lastSeenOn < date.now - 86400000";
  const { totalCount } = await answer(stage.bench, silent);
  await hands.see(".preview h2", `${totalCount} result`);
  await hands.see(".preview .run-state", totalCount > 0 ? "would fire" : "would not fire");
  await hands.click(button("Enable"));
  await page.waitForURL(/\/rule\?id=/);
  await hands.see("h1", "Device silent");
  expect(hands.clicks()).toBe(5);
  await attend();
  await page.reload();
  await hands.see(".page-head .run-state", totalCount > 0 ? "firing" : "ok");
});

test("turn a query into an alert and prove that it delivers: four presses", async () => {
  await open(asking(machines, "Table"));
  await hands.click(button("Create alert"));
  await page.getByLabel(/^Name/).fill("There are machines");
  await page.getByLabel("Severity").selectOption("CRITICAL");
  await page.getByLabel("Evaluated").selectOption("ONE_HOUR");
  await hands.click(page.getByLabel("SOC (webhook)"));
  await hands.click(button("Send test"));
  await hands.see(".send-test", "on its way");
  await attend();
  await hands.see(".send-test .good-text", "delivered");
  await hands.click(button("Save and switch on"));
  await hands.see("h1", "There are machines");
  expect(hands.clicks()).toBe(4);
  await attend();
  await page.reload();
  await hands.see(".page-head .run-state", "firing");
  const told = receiver.received.map(({ body }) => body).filter((body) => body.includes("opened"));
  expect(told.some((body) => body.includes("There are machines"))).toBe(true);
});

test("an alert shows its evidence, whose entities lead to their pages; a person dismisses and reopens it", async () => {
  await open("/alerts");
  await hands.click(page.getByRole("link", { name: "There are machines" }));
  await hands.see(".evidence-query h2", "results");
  await page.getByLabel("Why").fill("they are meant to be there");
  await hands.click(button("Dismiss"));
  await hands.see(".page-head .run-state", "dismissed");
  await hands.see(".happenings li", "they are meant to be there");
  await hands.click(button("Reopen"));
  await hands.see(".page-head .run-state", "firing");
  await hands.click(button("Snooze"));
  await hands.click(page.getByRole("menuitem", { name: "for a day" }));
  await hands.see(".page-head .run-state", "snoozed until");
  await hands.click(page.locator(".evidence-query a").first());
  expect(await hands.see(".entity-page")).toBe(true);
});

test("a delivery that was given up says why, and is tried again by a press", async () => {
  receiver.answer = () => ({ status: 410, body: "gone" });
  await open("/channel?id=1");
  await hands.click(button("Send test"));
  await hands.see(".send-test", "on its way");
  for (let attempt = 0; attempt < 5; attempt++) {
    await attend();
    ahead += 2 * 3_600_000;
  }
  await hands.see(".send-test .bad-text", "410");
  receiver.answer = () => ({ status: 200 });
  await hands.click(page.getByRole("link", { name: "Channels" }));
  await hands.click(page.getByRole("tab", { name: "Deliveries" }));
  await hands.click(button("Given up"));
  await hands.see(".plain-table td", "410: gone");
  const retries = page.getByRole("button", { name: /^Try again/ });
  const before = await retries.count();
  await hands.click(retries);
  await retries.nth(before - 1).waitFor({ state: "detached" });
  await attend();
  await hands.click(button("Delivered"));
  expect(await hands.see(".plain-table tbody tr", "test")).toBe(true);
});

test("an alert is reached and dismissed without a mouse", async () => {
  await open("/");
  await hands.see(".tile-number");
  await hands.press("g", "l");
  const link = page.getByRole("link", { name: "There are machines" });
  await link.waitFor();
  await link.focus();
  await hands.press("Enter");
  await hands.see("h1", "There are machines");
  await button("Reopen").focus();
  await hands.press("Enter");
  await hands.see(".page-head .run-state", "firing");
  await button("Snooze").focus();
  await hands.press("Enter");
  await page.getByRole("menuitem", { name: "for a day" }).press("Enter");
  await hands.see(".page-head .run-state", "snoozed until");
  await page.goBack();
  await page.getByRole("tab", { name: "Firing" }).focus();
  await hands.press("ArrowRight");
  await hands.see(".question-card");
  expect(hands.clicks()).toBe(0);
});

test("a rule's pages: its query is changed, a wrong one is refused in place; it is switched off and deleted", async () => {
  await open("/rule?id=2&tab=Query");
  await page.getByLabel(/^Query/).fill("FIND microsoft_defender_machine WITH");
  await hands.see(".preview .form-failure", "queries.0");
  await hands.click(button("Save"));
  await hands.see(".form .form-failure", "queries.0");
  await page.getByLabel(/^Query/).fill("FIND user_endpoint WITH displayName = ${name}");
  await page.getByLabel("name", { exact: true }).fill("nobody");
  await hands.see(".preview h2", "0 results");
  await hands.click(button("Save"));
  await hands.see(".form [role=status]", "Saved.");
  await attend();
  await page.reload();
  await hands.see(".page-head .run-state", "ok");
  await hands.click(page.getByRole("tab", { name: "History" }));
  await hands.see('[aria-label="Evaluations"] td', "firing");
  await hands.click(button("Switch off"));
  await hands.see(".page-head .run-state", "off");
  await hands.click(page.getByRole("tab", { name: "Settings" }));
  await hands.click(button("Delete"));
  await hands.click(button("Delete it for good"));
  await hands.see('[aria-label="Rules"] td', "Device silent");
  expect(await page.getByRole("link", { name: "There are machines" }).count()).toBe(0);
});

test("a query is kept as a question in two presses; its card makes a rule of it, and it is deleted", async () => {
  await open(asking(machines, "Table"));
  await hands.click(button("Save as question"));
  await page.locator('dialog [name="title"]').fill("Which machines are there?");
  await hands.click(button("Save"));
  await hands.see("dialog [role=status]", "It is on the page");
  expect(hands.clicks()).toBe(2);
  await hands.click(page.getByRole("link", { name: "Questions" }).last());
  await hands.see(".question-card h2", "Which machines are there?");
  await hands.click(page.getByRole("link", { name: /^Create alert:/ }));
  await hands.see(".preview h2", "results");
  await page.goBack();
  await hands.click(page.getByRole("button", { name: /^Delete:/ }));
  await hands.click(page.getByRole("button", { name: /^Delete for good/ }));
  expect(await hands.see(".message h2", "No question fits")).toBe(true);
});

test("a question's parameters are fields: what is typed is what is asked", async () => {
  await open("/questions?find=silent");
  const days = page.getByLabel("days").first();
  await days.fill("3");
  await hands.click(page.locator(".question-card h2 a").first());
  await page.waitForURL(/\/query\?/);
  expect(new URL(page.url()).searchParams.get("q")).toContain("date.now - 3 * 86400000");
});

/** Each page in the states that it can be in, with what shows that it is there. */
const states: readonly (readonly [name: string, path: string, ready: string])[] = [
  ["alerts", "/alerts", ".plain-table, .message"],
  ["rules", "/alerts?tab=Rules", ".question-card"],
  ["history", "/alerts?tab=History", ".plain-table"],
  ["deliveries", "/alerts?tab=Deliveries", ".plain-table"],
  ["channels", "/alerts?tab=Channels", ".plain-table"],
  ["an alert", "/alerts/1", ".happenings"],
  ["no such alert", "/alerts/99", ".message"],
  ["a template", "/rule/new?template=device-silent", ".preview h2 + p"],
  ["a new rule", "/rule/new", ".form"],
  ["a rule", "/rule?id=1", ".preview h2 + p"],
  ["a rule's query", "/rule?id=1&tab=Query", ".preview h2 + p"],
  ["a rule's actions", "/rule?id=1&tab=Actions", ".action-list"],
  ["a rule's settings", "/rule?id=1&tab=Settings", ".form"],
  ["a rule's history", "/rule?id=1&tab=History", '[aria-label="Evaluations"] table'],
  ["a new channel", "/channel?type=email", ".form"],
  ["a channel", "/channel?id=1", ".form"],
];

describe.each(["light", "dark"] as const)("no one is shut out, %s", (colorScheme) => {
  test.each(states)("%s", async (_name, path, ready) => {
    await open(path, { colorScheme });
    await hands.see(ready);
    await page.evaluate(axe);
    const found = await page.evaluate(
      "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
    );
    expect(found).toEqual([]);
  });
});

test.each(states)("a telephone shows %s without scrolling aside", async (_name, path, ready) => {
  await open(path, { viewport: { width: 390, height: 844 } });
  await hands.see(ready);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
});
