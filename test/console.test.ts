import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import type { ResultEntity } from "../src/j1ql/result.ts";
import {
  answer,
  asking,
  listed,
  nodesAround,
  type Stage,
  setStage,
  sizesOf,
  treeOf,
} from "./support/console-stage.ts";

const question = starterQuestions[0]?.query ?? "";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage({ collected: true });
});

afterAll(() => stage?.close());

/** Whatever a test does: nothing is asked of another origin, refused by the policy or thrown in the page. */
afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string): Promise<void> {
  page = await stage.open(path);
}

const surface = (kind: string): string => `.surface[data-kind="${kind}"]`;
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
    const shape = await stage.bench.desk.shape();
    const { entities, relationships } = sizesOf(stage.bench);
    await open("/");
    const map = page.locator(surface("shape"));
    await map.waitFor();
    expect(await map.getAttribute("data-nodes")).toBe(String(shape.entities.length));
    expect(await map.getAttribute("data-edges")).toBe(String(shape.relationships.length));
    expect(await page.textContent(".account")).toBe("Acme");
    expect(await page.textContent(".age")).toBe("last run 12 min ago");
    const counts = `${entities} entities · ${relationships} relationships`;
    expect(await page.textContent(".counts")).toBe(counts);
  });

  test("a type picked in the map is listed", async () => {
    await open("/");
    await page.locator(surface("shape")).focus();
    await press("ArrowRight", "ArrowRight", "Enter");
    await page.locator(".grid").waitFor();
    const query = await page.inputValue("#query");
    expect(query).toMatch(/^FIND microsoft_defender_(machine|group)$/);
    expect(await rows()).toHaveLength((await listed(stage.bench, query)).length);
  });

  test("the map has a table for a twin", async () => {
    const shape = await stage.bench.desk.shape();
    await open("/?view=table");
    await expectText(".grid", "microsoft_defender_machine");
    expect(await page.locator(".grid").count()).toBe(2);
    expect(await rows()).toHaveLength(shape.entities.length);
  });
});

describe("a question", () => {
  test("starts from a chip, and is answered as a picture and as a table", async () => {
    const { vertices, edges } = await treeOf(stage.bench, question);
    const asked = await answer(stage.bench, question);
    if (asked.type !== "table") throw new Error("the question returns columns");
    const cells = asked.data.map((row) => asked.columns.map((name) => JSON.stringify(row[name])));
    const texts = cells.map((row) => row.map((cell) => JSON.parse(cell) as string));
    await open("/");
    await page.getByRole("button", { name: starterQuestions[0]?.title ?? "" }).click();
    expect(await page.inputValue("#query")).toBe(question);
    await page.locator(surface("entities")).waitFor();
    expect(await page.getAttribute(".surface", "aria-label")).toBe(
      `Graph: ${vertices.length} entities, ${edges.length} relationships`,
    );
    await page.getByRole("tab", { name: "Table" }).click();
    expect(await rows()).toEqual(texts.map((row) => row.join("\t")));
    await page.locator("th button", { hasText: "CVE" }).click();
    await page.locator("th button", { hasText: "CVE" }).click();
    const order = new Intl.Collator("en", { numeric: true });
    const last = texts
      .map(([, , cve]) => cve ?? "")
      .toSorted(order.compare)
      .at(-1);
    expect((await rows())[0]).toContain(last);
    await page.getByRole("tab", { name: "Raw" }).click();
    await expectText(".raw-text", `"totalCount": ${texts.length}`);
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
    const machines = await listed(stage.bench, "FIND microsoft_defender_machine");
    const { displayName, lastSeenOn, onboardingStatus } = machines[0]?.properties ?? {};
    const moments = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
    await open(asking("FIND microsoft_defender_machine"));
    await page.locator(".grid").waitFor();
    expect(await rows()).toHaveLength(machines.length);
    await page
      .getByRole("button", { name: String(displayName) })
      .first()
      .click();
    await expectText(".panel dd", String(onboardingStatus));
    const seen = new Intl.DateTimeFormat("en-GB", moments).format(Number(lastSeenOn));
    await expectText(".panel dd", seen);
  });

  test("that asks for numbers is answered with them", async () => {
    const numbers = "FIND person AS p THAT OWNS Device AS d RETURN p._key, COUNT(d) AS devices";
    const { totalCount } = await answer(stage.bench, numbers);
    await open(asking(numbers));
    await page.locator(".grid").waitFor();
    expect(await rows()).toHaveLength(totalCount);
    await page.getByRole("tab", { name: "Graph" }).click();
    await page.locator(surface("entities")).waitFor();
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
    await open(asking('FIND person THAT OWNS user_endpoint WITH displayName = "none"'));
    await expectText(".message h2", "Nothing matches");
    await page.getByRole("button", { name: "Run without the last step" }).click();
    await page.locator(".grid").waitFor();
    expect(await page.inputValue("#query")).toBe("FIND person");
  });

  test("that names what the graph does not have says so, and what it may mean", async () => {
    await open(asking("FIND Persn THAT OWNS Device"));
    await expectText(".remark.warning .remark-message", "Did you mean Person?");
    await expectText(".message p", "What is said above about the query is the likely reason.");
    expect(await page.locator(".query-copy .wrong").allTextContents()).toEqual(["Persn"]);
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

/** An employee with one device, and the machine that it is. */
async function oneEmployee(): Promise<{ person: string; machine: ResultEntity; query: string }> {
  const way = "THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine";
  for (const { entity } of await listed(stage.bench, `FIND person ${way}`)) {
    const query = `FIND person WITH _key = "${entity._key}" ${way}`;
    const { vertices } = await treeOf(stage.bench, query);
    const [, , machine] = vertices.toSorted((a, b) => (a.layer ?? 0) - (b.layer ?? 0));
    if (vertices.length === 3 && machine !== undefined)
      return { person: entity.displayName, machine, query };
  }
  throw new Error("no employee has one device");
}

describe("the picture", () => {
  test("is walked with the arrow keys, speaks, and opens, grows, hides and leads to the table", async () => {
    const { person, machine, query } = await oneEmployee();
    const { vertices } = await treeOf(stage.bench, query);
    await open(asking(query));
    await page.locator(surface("entities")).focus();
    await press("ArrowRight");
    await expectText(
      "#graph-spoken",
      `${person}, person, 1 relationship. 1 of ${vertices.length}.`,
    );
    await press("ArrowRight", "ArrowRight");
    await expectText("#graph-spoken", `${machine.entity.displayName}, machine, 1 relationship.`);
    await press("Enter");
    await expectText(".panel h2", machine.entity.displayName);
    await press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    await page.locator(".surface").focus();
    await press("ArrowRight", "ArrowRight", "ArrowRight", "e");
    const added = await nodesAround(stage.bench, machine);
    await expectText("#graph-spoken", `${added} neighbours added.`);
    // One neighbour, the device, is there already.
    expect(await page.getAttribute(".surface", "data-nodes")).toBe(String(vertices.length + added));
    await press("h");
    await expectText("#graph-spoken", "Hidden. Z shows it again.");
    await press("z", "0", "+", "-", "t");
    await page.locator(".grid").first().waitFor();
    expect(await page.locator(".table-head h2").allTextContents()).toEqual([
      "Entities of type person",
      "In the picture: entities",
      "In the picture: relationships",
    ]);
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
    await open(asking(question));
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
    expect(await rows()).toHaveLength((await listed(stage.bench, "FIND person")).length);
  });

  test("of an empty database says how to fill it", async () => {
    const empty = await setStage({ collected: false });
    try {
      page = await empty.open("/");
      await expectText(".message pre", "defender-graph collect --tenant");
      await expectText(".age", "no run yet");
      await page.getByRole("button", { name: "Not onboarded" }).click();
      await page.waitForURL(/managed/);
      await expectText(".message h2", "The graph is empty");
      expect(await empty.leave()).toEqual([]);
    } finally {
      await empty.close();
    }
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
});

test("the guards of these tests see an inline style, another origin and a fault", async () => {
  await open("/");
  await page.evaluate(
    "document.head.append(Object.assign(document.createElement('style'), { textContent: 'p{}' }))",
  );
  await page.evaluate("setTimeout(() => { throw new Error('planted'); })");
  await page.evaluate("void (location.href = 'http://127.0.0.1:1/')");
  await expect.poll(() => stage.wrongs).toHaveLength(3);
  await stage.leave();
});
