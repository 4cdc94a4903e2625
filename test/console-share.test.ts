import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { handsOn } from "./support/console-hands.ts";
import { asking, type Stage, setStage } from "./support/console-stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ collected: true });
});

afterAll(() => stage?.close());

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

const question = "FIND person THAT OWNS user_endpoint LIMIT 12";

/** What is drawn, what is hidden, what is open, and how it is laid out. */
async function seen(page: Page): Promise<unknown> {
  await page.locator(".surface[data-nodes]").waitFor();
  return page.evaluate(`({
    nodes: document.querySelector(".surface").dataset.nodes,
    hidden: [...document.querySelectorAll(".legend [aria-pressed=false]")].map(({ title }) => title),
    open: document.querySelector(".drawer h2, .entity-drawer h2")?.textContent ?? "",
  })`);
}

test("a copied link shows a colleague exactly this view, in one press", async () => {
  const path = asking(question);
  const page = await stage.open(path, { permissions: ["clipboard-read", "clipboard-write"] });
  const hands = handsOn(page);
  await page.locator(".surface[data-nodes]").waitFor();
  const whole = Number(await page.locator(".surface").getAttribute("data-nodes"));
  await page.locator(".surface").focus();
  await hands.press("ArrowRight", "c");
  await page.waitForURL(/collapsed=/);
  await page.locator(`.surface:not([data-nodes="${whole}"])`).waitFor();
  await page.locator(".legend button").last().press("Enter");
  await page.waitForURL(/hiddenTypes=/);
  await page
    .getByRole("button", { name: /layout|forces|columns/i })
    .first()
    .press("Enter");
  await page.waitForURL(/layout=force/);
  const before = hands.clicks();
  await hands.click(page.getByRole("button", { name: "Copy link" }));
  expect(hands.clicks() - before).toBe(1);
  const link = String(await page.evaluate("navigator.clipboard.readText()"));
  const mine = await seen(page);
  const { pathname, search } = new URL(link);
  const colleague = await stage.open(pathname + search);
  await colleague.locator(`.surface[data-nodes]:not([data-nodes="${whole}"])`).waitFor();
  expect(await seen(colleague)).toEqual(mine);
  await colleague.locator(".legend [aria-pressed=false]").waitFor();
});
