import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Worker } from "../src/service/runs/worker.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { type Stage, setStage } from "./support/console-stage.ts";

let stage: Stage;
let worker: Worker;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  stage = await setStage({ collected: false, keepsTime: true });
  worker = stage.bench.desk.worker({ runs: 1 });
  worker.start();
});

afterAll(async () => {
  await worker?.stop();
  await stage?.close();
});

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string): Promise<void> {
  page = await stage.open(path);
  hands = handsOn(page);
  await hands.see(".navigation");
}

/** Fills the form in, with this secret. */
async function fill(secret: string): Promise<void> {
  const { tenantId, clientId, authorityUrl, graphUrl, defenderUrl, defenderAudience } =
    stage.bench.tenant;
  await page.getByLabel(/^Account name/).fill("Contoso");
  await page.getByLabel(/^Directory/).fill(tenantId);
  await page.getByLabel(/^Application/).fill(clientId);
  await page.getByLabel(/^Client secret/).fill(secret);
  await page.locator(".addresses summary").press("Enter");
  await page.getByLabel("Authority").fill(authorityUrl);
  await page.getByLabel("Microsoft Graph").fill(graphUrl);
  await page.getByLabel("Defender", { exact: true }).fill(defenderUrl);
  await page.getByLabel("Defender's audience").fill(defenderAudience);
}

test("the form goes to the first field that is wrong, and knows a secret's id from its value", async () => {
  await open("/integrations/new");
  await hands.click(page.getByRole("button", { name: "Create and run" }));
  expect(await page.evaluate("document.activeElement.name")).toBe("accountName");
  await fill("11111111-2222-3333-4444-555555555555");
  await hands.click(page.getByRole("button", { name: "Create and run" }));
  expect(await page.evaluate("document.activeElement.name")).toBe("secret");
  await hands.see(".field-problem", "the secret's id, not its value");
});

test("a test of the connection says in plain words what is wrong", async () => {
  await open("/integrations/new");
  await fill("wrong");
  await hands.click(page.getByRole("button", { name: "Test connection" }));
  expect(await hands.see(".access-test[role=alert]", /secret of app .* is wrong/)).toBe(true);
});

test("from nothing to the first graph: four presses, the run told live", async () => {
  await open("/");
  await hands.click(page.getByRole("button", { name: "Connect a tenant" }));
  await fill(stage.bench.tenant.clientSecret);
  await hands.click(page.getByRole("button", { name: "Test connection" }));
  await hands.see(".access-test[data-ok]", "Everything that is to be read can be read.");
  await hands.click(page.getByRole("button", { name: "Create and run" }));
  await hands.see(".run-steps", "Vulnerabilities");
  await page.getByRole("button", { name: "See your graph" }).waitFor({ timeout: 45_000 });
  await hands.see(".run-steps [data-status=complete]", "Machines");
  await hands.see(".run-log", "The run began.");
  await hands.click(page.getByRole("button", { name: "See your graph" }));
  await hands.see('.surface[data-kind="shape"]');
  expect(hands.clicks()).toBe(4);
});

test("the header leads to the last run, its log is filtered, and a second run is asked for", async () => {
  await open("/");
  await hands.click(".age");
  await hands.see("h1", "Run 1");
  await hands.click(page.getByRole("button", { name: "error", exact: true }));
  await hands.see(".run-log", "Nothing of this level.");
  await hands.click(page.getByRole("link", { name: "Contoso" }));
  await hands.click(page.getByRole("button", { name: "Run now" }));
  await hands.see("h1", "Run 2");
  await page.getByRole("button", { name: "See your graph" }).waitFor({ timeout: 45_000 });
  await hands.click(page.getByRole("link", { name: "Contoso" }));
  expect(await hands.see(".plain-table tbody tr", "completed")).toBe(true);
});

test("a secret is replaced, and is nowhere to be read", async () => {
  await open("/instance?id=1&tab=Settings");
  await page.getByLabel(/^Client secret/).fill(stage.bench.tenant.clientSecret);
  await hands.click(page.getByRole("button", { name: "Save" }));
  await hands.see("form [role=status]", "Saved.");
  expect(await page.content()).not.toContain(stage.bench.tenant.clientSecret);
  await hands.click(page.getByRole("tab", { name: "Permissions" }));
  await hands.click(page.getByRole("button", { name: "Test connection" }));
  await hands.see(".access-test[data-ok] [data-state=granted]", "Machine.Read.All");
});

test("why last night's run failed: one press to the step that failed, a second one to where it is mended", async () => {
  stage.bench.tenant.setFaults({
    faults: [{ kind: "revokeRole", role: "Vulnerability.Read.All" }],
  });
  await open("/instance?id=1");
  await hands.click(page.getByRole("button", { name: "Run now" }));
  await page.getByRole("button", { name: "See your graph" }).waitFor({ timeout: 45_000 });
  await open("/");
  await hands.see(".age", "partial run");
  await hands.click(".age");
  const failed = page.locator(".run-steps li", { hasText: "Vulnerability.Read.All" }).first();
  await failed.waitFor();
  expect(hands.clicks()).toBe(1);
  await expect.poll(() => isInView(failed)).toBe(true);
  await hands.click(failed.getByRole("link"));
  await page.getByRole("tab", { name: "Permissions", selected: true }).waitFor();
  expect(hands.clicks()).toBe(2);
});

/** Whether all of it can be seen without scrolling. */
async function isInView(element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= 900;
}
