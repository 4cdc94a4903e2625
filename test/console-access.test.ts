import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { asking, type Stage, setStage } from "./support/console-stage.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const question = starterQuestions[0]?.query ?? "";
const surface = (kind: string): string => `.surface[data-kind="${kind}"]`;

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage({ collected: true });
});

afterAll(() => stage?.close());

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string, options: BrowserContextOptions): Promise<void> {
  page = await stage.open(path, options);
}

test.each([
  ["the map", "/"],
  ["a picture", asking(question)],
  ["a table", asking("FIND microsoft_defender_machine")],
])("%s fits a telephone", async (_name, path) => {
  await open(path, { viewport: { width: 390, height: 844 } });
  await page.locator(".surface[data-kind], .grid").first().waitFor();
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBe(390);
});

describe.each(["light", "dark"] as const)("no one is shut out, %s", (colorScheme) => {
  test.each([
    ["the map", "/", surface("shape")],
    ["a picture", asking(question), surface("entities")],
    ["a table", asking("FIND microsoft_defender_machine"), ".grid"],
    ["raw", asking(question, "raw"), ".raw-text"],
    ["a problem", asking("FIND person THAT"), ".message:has-text('No answer yet')"],
    ["nothing found", asking('FIND person WITH email = "none"'), ".message"],
  ])("%s", async (_name, path, ready) => {
    await open(path, { colorScheme });
    await page.locator(ready).first().waitFor();
    await page.locator(".age").waitFor();
    if (ready === ".grid") await page.locator(".entity-link").first().click();
    expect(await violations()).toEqual([]);
  });
});

/** What axe-core finds, any impact, best practices included. */
async function violations(): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
  );
}
