import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { localCaller } from "../src/service/caller.ts";
import { dashboardsCreate } from "../src/service/dashboards/write-dashboards.ts";
import { handsOn } from "./support/console-hands.ts";
import { asking, listed, type Stage, setStage } from "./support/console-stage.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const question = starterQuestions[0]?.query ?? "";
const drawn = ".surface[data-nodes]";
const row = ".data-row .link-name";

let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ collected: true });
  stage.bench.tenant.evolve(1);
  await stage.bench.collect();
  const kinds = ["number", "table", "line", "bar"];
  const query = "FIND user_endpoint AS d RETURN d.osName AS name, COUNT(d) AS n";
  await stage.bench.desk.perform(dashboardsCreate, {
    caller: localCaller,
    input: { title: "Ours", tiles: kinds.map((kind) => ({ title: kind, kind, query })) },
  });
});

afterAll(() => stage?.close());

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

/** Each page in the states that it can be in, with what shows that it is there. */
const states: readonly (readonly [name: string, path: string, ready: string])[] = [
  ["home", "/", ".change-count"],
  ["a picture", asking(question), drawn],
  ["a table", asking("FIND microsoft_defender_machine", "Table"), row],
  ["raw", asking(question, "Raw"), ".raw-text"],
  ["a plan", asking(question, "Plan"), ".plan"],
  ["a wrong query", asking("FIND person THAT"), ".remark"],
  ["nothing found", asking('FIND person WITH email = "none"'), ".message"],
  ["nothing asked", "/query", ".message"],
  ["the builder", `${asking(question)}&edit=builder`, ".builder-filter"],
  ["questions", "/questions", ".question-card"],
  ["the map", "/graph", drawn],
  ["devices", "/devices", row],
  ["no device fits", "/devices?find=nothing+is+called+so", ".message"],
  ["people", "/people", row],
  ["vulnerabilities", "/vulnerabilities?pills=critical", row],
  ["software", "/software", row],
  ["all assets", "/assets", row],
  ["changes", "/changes", row],
  ["nothing changed", "/changes?since=2020-01-01&until=2020-01-02", ".message"],
  ["the board", "/dashboard", ".donut"],
  ["an own board", "/dashboard?id=1&edit=board", ".board-tile tbody tr"],
  ["no such board", "/dashboard?id=99", ".message"],
  ["matching", "/people?tab=Matching", row],
  ["integrations", "/integrations", ".instance-card"],
  ["a new instance", "/integrations/new", ".set-up"],
  ["an instance", "/instance?id=1", ".plain-table tbody tr"],
  ["an instance's settings", "/instance?id=1&tab=Settings", ".form"],
  ["settings", "/settings", "select"],
  ["tokens", "/settings?tab=API+tokens", "form select"],
  ["users", "/settings?tab=Users", "form select"],
  ["publishing", "/settings?tab=Publishing", ".card button"],
  ["data", "/settings?tab=Data", ".facts"],
  ["the audit log", "/settings?tab=Audit+log", ".card p, .plain-table"],
  ["whose an account is", "/people?tab=Matching&key=corp%5Cada", "dialog input"],
  ["a run", "/run?id=1", ".run-steps li"],
  ["no such entity", "/entity?key=none", ".message"],
];

const themes = ["light", "dark"] as const;
const telephone = { width: 390, height: 844 };

/** What shuts someone out, in the light and in the dark. */
async function shutOut(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: "attached" });
    for (const violation of await violations(page)) found.push([colorScheme, violation]);
  }
  return found;
}

test.each(states)("%s shuts no one out, and fits a telephone", async (_name, path, ready) => {
  const page = await stage.open(path);
  await page.locator(ready).first().waitFor();
  await page.locator(".age").waitFor();
  await page.evaluate(axe);
  expect(await shutOut(page)).toEqual([]);
  await page.setViewportSize(telephone);
  const width = () => page.evaluate("document.documentElement.scrollWidth");
  await expect.poll(width).toBe(telephone.width);
});

test("an entity beside a list shuts no one out, in each of its tabs", async () => {
  const [device] = await listed(stage.bench, "FIND user_endpoint THAT OWNS person");
  const open = device?.entity._key ?? "";
  const page = await stage.open(`/devices?${new URLSearchParams({ open }).toString()}`);
  await page.locator("h1").first().waitFor();
  await page.evaluate(axe);
  const ready = { Facts: ".concerned", Relations: ".relation-group", Timeline: ".timeline" };
  for (const [tab, selector] of Object.entries(ready)) {
    await page.getByRole("tab", { name: tab }).click();
    await page.locator(selector).first().waitFor();
    expect(await shutOut(page)).toEqual([]);
  }
});

test("the palette and the list of keys shut no one out", async () => {
  const page = await stage.open("/questions");
  await page.locator(".question-card").first().waitFor();
  await page.evaluate(axe);
  await handsOn(page).press("Control+k");
  await page.locator(".palette-option").first().waitFor();
  expect(await shutOut(page)).toEqual([]);
  await handsOn(page).press("Escape", "?");
  await page.locator(".shortcut-list").waitFor();
  expect(await shutOut(page)).toEqual([]);
});

test("a telephone reaches every page through the button", async () => {
  const page = await stage.open("/", { viewport: telephone });
  await page.getByRole("button", { name: "Pages" }).click();
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.locator(row).first().waitFor();
  expect(await page.locator(".navigation").isVisible()).toBe(false);
});

/** What axe-core finds, any impact, best practices included. */
async function violations(page: Page): Promise<unknown[]> {
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
  );
}
