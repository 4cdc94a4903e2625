import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { silent } from "../src/base/log.ts";
import { listen } from "../src/http/listen.ts";
import { createServer } from "../src/http/server.ts";
import { createConsoleService } from "./console-service.ts";
import { startBrowser } from "./support/browser.ts";

const consoleDirectory = fileURLToPath(new URL("../console/dist", import.meta.url));
const clock = { now: () => Date.now(), sleep: () => new Promise<void>(() => {}) };
const service = createConsoleService(clock.now);
const server = createServer({ service, consoleDirectory, log: silent, clock });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [question] = starterQuestions;

let browser: Browser;
let origin: string;
let page: Page;
let wrongs: string[] = [];

beforeAll(async () => {
  origin = await listen(server, { port: 0 });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server.close();
});

/** Whatever a test does: nothing is asked of another origin, refused by the policy or thrown in the page. */
afterEach(async () => {
  await page?.context().close();
  const seen = wrongs;
  wrongs = [];
  expect(seen).toEqual([]);
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  const viewport = { width: 1440, height: 900 };
  const fixed = { viewport, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" } as const;
  const context = await browser.newContext({ ...fixed, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) {
      wrongs.push(`left the origin: ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => wrongs.push(`threw: ${error.message}`));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) wrongs.push(message.text());
  });
  await page.goto(origin + path);
}

const asking = (query: string, view = ""): string =>
  `/?${new URLSearchParams({ q: query, view }).toString()}`;
const surface = (kind: string): string => `.surface[data-kind="${kind}"]`;
const spoken = (): Promise<string | null> => page.textContent("#graph-spoken");
const rows = (): Promise<string[]> =>
  page.locator(".grid").first().locator("tbody tr").allInnerTexts();

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function expectText(selector: string, text: string | RegExp): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).first().waitFor({ state: "attached" });
}

describe("the first page", () => {
  test("shows the map of the whole graph, whose it is and how old it is", async () => {
    await open("/");
    const map = page.locator(surface("shape"));
    await map.waitFor();
    expect(await map.getAttribute("data-nodes")).toBe("10");
    expect(Number(await map.getAttribute("data-edges"))).toBeGreaterThan(10);
    expect(await page.textContent(".account")).toBe("Contoso Defender");
    expect(await page.textContent(".age")).toBe("last run 12 min ago");
    expect(await page.textContent(".counts")).toMatch(/26 entities · 4\d relationships/);
  });

  test("a type picked in the map is listed", async () => {
    await open("/");
    await page.locator(surface("shape")).focus();
    await press("ArrowRight", "ArrowRight", "Enter");
    await page.locator(".grid").waitFor();
    expect(await page.inputValue("#query")).toMatch(/^FIND microsoft_defender_(machine|group)$/);
    expect((await rows()).length).toBeGreaterThan(1);
  });

  test("the map has a table for a twin", async () => {
    await open("/?view=table");
    await expectText(".grid", "microsoft_defender_machine");
    expect(await page.locator(".grid").count()).toBe(2);
  });
});

describe("a question", () => {
  test("starts from a chip, and is answered as a picture and as a table", async () => {
    await open("/");
    await page.getByRole("button", { name: question?.title ?? "" }).click();
    expect(await page.inputValue("#query")).toBe(question?.query);
    await page.locator(surface("entities")).waitFor();
    expect(await page.getAttribute(".surface", "aria-label")).toBe(
      "Graph: 8 entities, 7 relationships",
    );
    await page.getByRole("tab", { name: "Table" }).click();
    expect(await rows()).toEqual([
      "Ada Lovelace\tlap-win-17\tCVE-2024-21338",
      "Ada Lovelace\tlap-win-17\tCVE-2025-10442",
      "Emre Kaya\tlap-mac-04\tCVE-2024-21338",
    ]);
    await page.getByRole("button", { name: "CVE" }).first().waitFor();
    await page.locator("th button", { hasText: "CVE" }).click();
    await page.locator("th button", { hasText: "CVE" }).click();
    expect((await rows())[0]).toContain("CVE-2025-10442");
    await page.getByRole("tab", { name: "Raw" }).click();
    await expectText(".raw-text", '"totalCount": 3');
  });

  test.each(starterQuestions.map(({ title, query }) => [title, query]))(
    "%s: has an answer",
    async (_title, query) => {
      await open(asking(query));
      await page
        .locator(`${surface("entities")}, .grid`)
        .first()
        .waitFor();
      expect(await page.locator(".remark").count()).toBe(0);
    },
  );

  test("without relationships is answered as a table", async () => {
    await open(asking("FIND microsoft_defender_machine"));
    await page.locator(".grid").waitFor();
    expect(await rows()).toHaveLength(4);
    await page.getByRole("button", { name: "lap-win-17" }).click();
    await expectText(".panel dd", "Onboarded");
    await expectText(".panel dd", "22 Nov 2026, 09:00");
  });

  test("is in the address, and the browser's back goes back", async () => {
    await open("/");
    await page.locator(surface("shape")).waitFor();
    await page.fill("#query", "FIND person THAT OWNS user_endpoint");
    await press("Control+Enter");
    await page.locator(surface("entities")).waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("FIND person THAT OWNS user_endpoint");
    await page.getByRole("tab", { name: "Table" }).click();
    expect(new URL(page.url()).searchParams.get("view")).toBe("table");
    await page.reload();
    await page.locator(".grid").waitFor();
    await page.goBack();
    await page.locator(surface("shape")).waitFor();
    expect(await page.inputValue("#query")).toBe("");
  });

  test("that finds nothing offers to go without its last step", async () => {
    await open(asking('FIND person THAT OWNS user_endpoint WITH serial = "none"'));
    await expectText(".message h2", "Nothing matches");
    await page.getByRole("button", { name: "Run without the last step" }).click();
    await page.locator(".grid").waitFor();
    expect(await page.inputValue("#query")).toBe("FIND person");
  });

  test("asked before comes back with the up key", async () => {
    await open(asking("FIND person"));
    await page.locator(".grid").waitFor();
    await page.fill("#query", "");
    await press("ArrowUp");
    expect(await page.inputValue("#query")).toBe("FIND person");
  });
});

describe("a wrong query", () => {
  const wrong =
    "FIND person\n  THAT OWNS user_endpoint WITH serial = THAT MANAGES microsoft_defender_machine";

  test("is underlined at its exact place, and the last result stays", async () => {
    await open("/");
    await page.locator(surface("shape")).waitFor();
    await page.fill("#query", wrong);
    await press("Control+Enter");
    await expectText(".remark-place", "line 2, column 41");
    expect(await page.locator(".query-copy .wrong").allTextContents()).toEqual(["THAT"]);
    expect(await page.textContent(".remark-caret")).toBe(`${" ".repeat(40)}^^^^`);
    expect(await page.getAttribute("#query", "aria-invalid")).toBe("true");
    expect(await page.locator(surface("shape")).isVisible()).toBe(true);
    await page.locator(".remark-button").click();
    const range = await page.evaluate(
      "[document.activeElement.selectionStart, document.activeElement.selectionEnd]",
    );
    expect(range).toEqual([wrong.indexOf("THAT MANAGES"), wrong.indexOf("THAT MANAGES") + 4]);
    await page.keyboard.type("'x'");
    expect(await page.locator(".wrong").count()).toBe(0);
  });

  test("that ends too early is marked after its last character", async () => {
    await open(asking("FIND person THAT"));
    await expectText(".remark-message", "verb");
    expect(await page.locator(".query-copy .wrong").allTextContents()).toEqual([" "]);
  });
});

describe("the picture", () => {
  test("is walked with the arrow keys, speaks, and opens, grows, hides and leads to the table", async () => {
    await open(asking(question?.query ?? ""));
    await page.locator(surface("entities")).focus();
    await press("ArrowRight");
    await expectText("#graph-spoken", /(Ada Lovelace|Emre Kaya), person, 1 relationship\. \d of 8/);
    await press("ArrowRight", "ArrowRight");
    await expectText("#graph-spoken", /lap-(win-17|mac-04), machine, \d relationships?/);
    await press("Enter");
    await expectText(".panel h2", "lap-");
    await press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    await page.locator(".surface").focus();
    await press("ArrowRight", "ArrowRight", "ArrowRight", "e");
    await expectText("#graph-spoken", "added");
    expect(Number(await page.getAttribute(".surface", "data-nodes"))).toBeGreaterThan(9);
    await press("h", "0", "+", "-", "t");
    await page.locator(".grid").first().waitFor();
    expect(await page.locator(".table-head h2").allTextContents()).toEqual([
      "Rows",
      "In the picture: entities",
      "In the picture: relationships",
    ]);
    expect(await spoken()).not.toBe("");
  });

  test("is downloaded as a PNG", async () => {
    await open("/");
    await page.locator(surface("shape")).waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as PNG" }).click();
    const file = readFileSync(await (await download).path());
    expect(file.subarray(1, 4).toString()).toBe("PNG");
    expect(file.length).toBeGreaterThan(10_000);
  });

  test("leaves out a type on request", async () => {
    await open(asking(question?.query ?? ""));
    await page.locator(surface("entities")).waitFor();
    const type = page.locator(".legend button", { hasText: "vulnerability" });
    await type.click();
    expect(await type.getAttribute("aria-pressed")).toBe("false");
  });
});

describe("the page", () => {
  test("says what to do when the server is gone, and goes on when it is back", async () => {
    await open("/");
    await page.locator(surface("shape")).waitFor();
    await page.route("**/api/v1/query", (route) => route.abort());
    await page.fill("#query", "FIND person");
    await press("Control+Enter");
    await expectText(".message", "cannot be reached");
    await page.unroute("**/api/v1/query");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".grid").waitFor();
    expect(await rows()).toHaveLength(3);
  });

  test("takes the slash key to the query, and keeps the theme chosen", async () => {
    await open("/");
    await page.locator(surface("shape")).waitFor();
    await press("/");
    expect(await page.evaluate("document.activeElement.id")).toBe("query");
    await page.getByRole("button", { name: "Use the dark theme" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Use the light theme" }).waitFor();
  });

  test.each(["/", asking(question?.query ?? ""), asking("FIND microsoft_defender_machine")])(
    "fits a telephone: %s",
    async (path) => {
      await open(path, { viewport: { width: 390, height: 844 } });
      await page.locator(".surface[data-kind], .grid").first().waitFor();
      const width = await page.evaluate("document.documentElement.scrollWidth");
      expect(width).toBe(390);
    },
  );
});

test("the guards of these tests see an inline style, another origin and a fault", async () => {
  await open("/");
  await page.evaluate(
    "document.head.append(Object.assign(document.createElement('style'), { textContent: 'p{}' }))",
  );
  await page.evaluate("setTimeout(() => { throw new Error('planted'); })");
  await page.evaluate("void (location.href = 'http://127.0.0.1:1/')");
  await expect.poll(() => wrongs).toHaveLength(3);
  wrongs = [];
});

describe.each(["light", "dark"] as const)("no one is shut out, %s", (colorScheme) => {
  const entity = question?.query ?? "";

  test.each([
    ["the map", "/", surface("shape")],
    ["a picture", asking(entity), surface("entities")],
    ["a table", asking("FIND microsoft_defender_machine"), ".grid"],
    ["raw", asking(entity, "raw"), ".raw-text"],
    ["a problem", asking("FIND person THAT"), ".remark"],
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
