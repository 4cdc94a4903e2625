import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen } from "../src/http/listen.ts";
import { startBrowser } from "./support/browser.ts";
import { goodPassword, type Guarded, openGuarded } from "./support/guarded.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let guarded: Guarded;
let browser: Browser;
let page: Page;
let origin = "";
const wrongs: string[] = [];

beforeAll(async () => {
  guarded = await openGuarded();
  origin = await listen(guarded.server, { port: 0 });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => wrongs.push(error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) wrongs.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await guarded?.close();
});

async function type(name: string, password: string): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button").click();
}

/** Outside the page's policy, as a tester's tool is; what it finds, any impact. */
async function violations(): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
  );
}

test("in a browser: set up, be in, leave, and come in again to where one wanted to go", async () => {
  const token = (await guarded.desk.doorkeeper?.beginSetUp()) ?? "";
  await page.goto(`${origin}/set-up?token=${token}`);
  expect(await violations()).toEqual([]);
  await type("ada", "password12345");
  expect(await page.getByRole("alert").textContent()).toContain("Cannot take this password");
  await type("ada", goodPassword);
  await page.waitForURL(`${origin}/`);
  const me =
    "fetch('/api/v1/session').then((reply) => reply.json()).then(({ caller }) => caller?.name)";
  expect(await page.evaluate(me)).toBe("ada");
  expect(await page.evaluate("document.cookie")).toBe("");
  const asked =
    "fetch('/api/v1/tokens', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'a', role: 'viewer' }) }).then(({ status }) => status)";
  expect(await page.evaluate(asked)).toBe(201);
  await page.evaluate("fetch('/api/v1/session', { method: 'DELETE' })");

  await page.goto(`${origin}/changes?since=1`);
  expect(page.url()).toBe(`${origin}/login?next=${encodeURIComponent("/changes?since=1")}`);
  expect(await violations()).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations()).toEqual([]);
  await type("ada", "four words of some use");
  expect(await page.getByRole("alert").textContent()).toBe("The name or the password is wrong.");
  await type("ada", goodPassword);
  await page.waitForURL(`${origin}/changes?since=1`);
  expect(wrongs).toEqual([]);
});
