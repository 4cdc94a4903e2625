import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import type { ResultEntity } from "../src/j1ql/result.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import {
  answer,
  asking,
  listed,
  nodesAround,
  type Stage,
  setStage,
  treeOf,
} from "./support/console-stage.ts";

const question = starterQuestions[0]?.query ?? "";
const surface = (kind: string): string => `.surface[data-kind="${kind}"]`;

let stage: Stage;
let page: Page;
let hands: Hands;

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
  hands = handsOn(page);
  await hands.see(".navigation");
}

const search = (): URLSearchParams => new URL(page.url()).searchParams;
const rowNames = (): Promise<string[]> => page.locator(".data-row .link-name").allInnerTexts();

/** The editor takes an Enter within 75 ms of its offers' appearance for one that was meant for the text. */
async function untilOffersCanBeTaken(): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const since = performance.now();
    const look = () => (performance.now() - since > 150 ? done() : requestAnimationFrame(look));
    look();
  })`);
}

describe("a question", () => {
  test("starts from a chip, and is answered as a picture, a table, raw, and with its plan", async () => {
    const { vertices, edges } = await treeOf(stage.bench, question);
    const { totalCount } = await answer(stage.bench, question);
    await open("/query");
    await hands.click(page.getByRole("button", { name: starterQuestions[0]?.title ?? "" }));
    await hands.see(surface("entities"));
    expect(await page.getAttribute(".surface", "aria-label")).toBe(
      `Graph: ${vertices.length} entities, ${edges.length} relationships`,
    );
    expect(await hands.written()).toBe(question);
    await hands.see(".result-title", `${totalCount.toLocaleString("en")} rows in `);
    await hands.click(page.getByRole("tab", { name: "Table" }));
    expect(await page.getAttribute(".data-table [role=table]", "aria-rowcount")).toBe(
      String(totalCount + 1),
    );
    await hands.click(page.getByRole("button", { name: "CVE", exact: true }));
    await hands.click(page.getByRole("button", { name: "CVE", exact: true }));
    await hands.see('[aria-sort="descending"]', "CVE");
    expect(search().get("sort")).toBe("-CVE");
    await hands.click(page.getByRole("tab", { name: "Raw" }));
    await hands.see(".raw-text", `"totalCount": ${totalCount}`);
    await hands.click(page.getByRole("tab", { name: "Plan" }));
    await hands.see(".plan", /select/i);
  });

  test("typed is run with Ctrl+Enter, and its address shows the same to a colleague", async () => {
    await open("/query");
    await hands.write("FIND person THAT OWNS user_endpoint");
    await hands.press("Control+Enter");
    await hands.see(surface("entities"));
    expect(search().get("q")).toBe("FIND person THAT OWNS user_endpoint");
    await hands.click(page.getByRole("tab", { name: "Table" }));
    await hands.see(".data-row");
    await page.reload();
    await hands.see(".data-row");
    expect(search().get("view")).toBe("Table");
    await page.goBack();
    await hands.see(".message", "Ask the graph");
  });

  test("is completed from what the graph holds", async () => {
    await open("/query");
    await hands.write("FIND microsoft_defender_mach");
    await hands.see(".cm-tooltip-autocomplete", "microsoft_defender_machine");
    await untilOffersCanBeTaken();
    await hands.press("Enter");
    expect(await hands.written()).toBe("FIND microsoft_defender_machine");
    await page.keyboard.type(" WITH exposureL");
    await hands.see(".cm-tooltip-autocomplete", "exposureLevel");
  });

  test("that finds nothing offers to go without its last step", async () => {
    await open(asking('FIND person THAT OWNS user_endpoint WITH displayName = "none"'));
    await hands.see(".message h2", "Nothing matches");
    await hands.click(page.getByRole("button", { name: "Run without the last step" }));
    await hands.see(".data-row");
    expect(search().get("q")).toBe("FIND person");
  });

  test("that names what the graph does not have says so, and what it may mean", async () => {
    await open(asking("FIND Persn THAT OWNS Device"));
    await hands.see(".remark.warning .remark-message", "Did you mean Person?");
    await hands.see(".message p", "What is said above about the query is the likely reason.");
    expect(await hands.see(".cm-lintRange-warning", "Persn")).toBe(true);
  });

  test("asked before comes back with the up key, and from the history", async () => {
    await open(asking("FIND person"));
    await hands.see(".data-row");
    await hands.write("");
    await hands.see(".query-box .cm-placeholder");
    await hands.press("ArrowUp");
    expect(await hands.see(".query-box .cm-line", /^FIND person$/)).toBe(true);
    await hands.click(page.getByRole("button", { name: "History" }));
    await hands.click(page.getByRole("menuitem", { name: "FIND person" }));
    await hands.see(".data-row");
  });

  test("asked of the graph as it was before anything was read finds nothing, and says when", async () => {
    await open(asking("FIND person", "Table"));
    await hands.see(".data-row");
    await hands.click(page.getByRole("button", { name: /As of/ }));
    await hands.click(page.getByRole("button", { name: "A week ago" }));
    await hands.see(".message");
    expect(new Date(search().get("asOf") ?? "").getTime()).toBeLessThan(
      Date.now() - 6 * 86_400_000,
    );
    await hands.click(page.getByRole("button", { name: /As of/ }));
    await hands.click(page.getByRole("button", { name: "Now", exact: true }));
    await hands.see(".data-row");
  });

  test("is taken along whole as CSV and as JSON", async () => {
    const people = await listed(stage.bench, "FIND person");
    await open(asking("FIND person", "Table"));
    const csv = page.waitForEvent("download");
    await hands.click(page.getByRole("button", { name: "CSV" }));
    const lines = readFileSync(await (await csv).path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines).toHaveLength(people.length + 1);
    const json = page.waitForEvent("download");
    await hands.click(page.getByRole("button", { name: "JSON" }));
    const saved = JSON.parse(readFileSync(await (await json).path(), "utf8"));
    expect(saved.data).toHaveLength(people.length);
  });

  test("is taken whole when keys come between the drawing of a key and its effects", async () => {
    const written = "FIND person WITH displayName ~= 'a'";
    await open("/query");
    await page.locator(".query-box .cm-content").click();
    await page.evaluate(`(async () => {
      const next = () => new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
      for (const key of ${JSON.stringify(written)}) {
        document.execCommand("insertText", false, key);
        await next();
      }
    })()`);
    await hands.press("Control+Enter");
    await page.keyboard.insertText(" LIMIT 3");
    await expect.poll(() => search().get("q")).toBe(written);
    await hands.see(".data-row");
    expect(await hands.written()).toBe(`${written} LIMIT 3`);
  });

  test("that takes long can be cancelled", async () => {
    await open("/query");
    await page.route("**/api/v1/query", () => {});
    await hands.write("FIND person");
    await hands.press("Control+Enter");
    await hands.click(page.getByRole("button", { name: "Cancel" }));
    await hands.see(".message h2", "Cancelled");
    await page.unroute("**/api/v1/query");
    await hands.click(page.getByRole("button", { name: "Run again" }));
    expect(await hands.see(".data-row")).toBe(true);
  });
});

describe("a wrong query", () => {
  const wrong =
    "FIND person\n  THAT OWNS user_endpoint WITH serial = THAT MANAGES microsoft_defender_machine";

  test("is underlined while it is written, and explained at its exact place when it is run", async () => {
    await open(asking("FIND person"));
    await hands.see(".data-row");
    await hands.write(wrong);
    await hands.see(".cm-lintRange-error", "THAT");
    await hands.press("Control+Enter");
    await hands.see(".remark-place", "line 2, column 41");
    expect(await page.textContent(".remark-caret")).toBe(`${" ".repeat(40)}^^^^`);
    await hands.click(".remark-button");
    await page.keyboard.type("'x'");
    await page.locator(".remark").waitFor({ state: "detached" });
    await expect.poll(() => hands.written()).toContain("serial = 'x' MANAGES");
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
    await hands.press("ArrowRight");
    await hands.see("#graph-spoken", `${person}, person, 1 relationship. 1 of ${vertices.length}.`);
    await hands.press("ArrowRight", "ArrowRight");
    await hands.see("#graph-spoken", `${machine.entity.displayName}, machine, 1 relationship.`);
    await hands.press("Enter");
    await hands.see(".drawer h2", machine.entity.displayName);
    await page.locator(".surface").focus();
    await hands.press("Escape");
    await page.locator(".drawer").waitFor({ state: "detached" });
    await page.locator(".surface").focus();
    await hands.press("ArrowRight", "ArrowRight", "ArrowRight", "e");
    const added = await nodesAround(stage.bench, machine);
    await hands.see("#graph-spoken", `${added} neighbours added.`);
    // One neighbour, the device, is there already.
    expect(await page.getAttribute(".surface", "data-nodes")).toBe(String(vertices.length + added));
    await hands.press("h");
    await hands.see("#graph-spoken", "Hidden. Z shows it again.");
    await hands.press("z", "0", "+", "-", "t");
    await hands.see(".table-choice", "In the picture: relationships");
    expect(hands.clicks()).toBe(0);
  });

  test("collapses a type to one node and back, finds by name, and changes its layout", async () => {
    await open(asking("FIND person THAT OWNS user_endpoint LIMIT 8"));
    await page.locator(surface("entities")).focus();
    const nodes = (): Promise<string | null> => page.getAttribute(".surface", "data-nodes");
    const before = await nodes();
    await hands.press("ArrowRight", "c");
    await hands.see("#graph-spoken", "Collapsed. Z shows them again.");
    expect(Number(await nodes())).toBeLessThan(Number(before));
    await hands.press("z");
    await hands.see("#graph-spoken", "Not collapsed any more.");
    expect(await nodes()).toBe(before);
    await hands.press("l");
    await hands.see("#graph-spoken", "Placed by forces.");
    await hands.press("f");
    await page.keyboard.type("nothing is called so");
    await hands.see(".find-field", "not in it");
  });

  test("is downloaded as a PNG", async () => {
    await open("/graph");
    await hands.see(surface("shape"));
    const download = page.waitForEvent("download");
    await hands.click(page.getByRole("button", { name: "Download as PNG" }));
    const file = readFileSync(await (await download).path());
    expect(file.subarray(1, 4).toString()).toBe("PNG");
    expect(file.length).toBeGreaterThan(10_000);
  });

  test("leaves out a type on request", async () => {
    await open(asking(question));
    await hands.see(surface("entities"));
    const type = page.locator(".legend button", { hasText: "vulnerability" });
    await hands.click(type);
    expect(await type.getAttribute("aria-pressed")).toBe("false");
  });
});

describe("the map of the whole graph", () => {
  test("has every type and every kind of relationship, a table for a twin, and lists what is picked", async () => {
    const shape = await stage.bench.desk.shape();
    await open("/graph");
    const map = page.locator(surface("shape"));
    await map.waitFor();
    expect(await map.getAttribute("data-nodes")).toBe(String(shape.entities.length));
    expect(await map.getAttribute("data-edges")).toBe(String(shape.relationships.length));
    await map.focus();
    await hands.press("t");
    await hands.see(".data-row", "microsoft_defender_machine");
    await hands.click(page.getByRole("tab", { name: "Graph" }));
    await page.locator(surface("shape")).focus();
    await hands.press("ArrowRight", "ArrowRight", "Enter");
    await hands.see(".data-row");
    const query = search().get("q") ?? "";
    expect(query).toMatch(/^FIND microsoft_defender_(machine|group)$/);
    const [first] = await listed(stage.bench, query);
    expect((await rowNames())[0]).toBe(first?.entity.displayName);
  });

  test("places an entity, and shows the way to another one with its question", async () => {
    const { person, machine } = await oneEmployee();
    await open("/graph");
    await page.getByRole("combobox", { name: "Place an entity" }).fill(person);
    await hands.see(".entity-field .palette-option", person);
    await hands.press("Enter");
    await hands.see(surface("entities"));
    await page.getByRole("combobox", { name: "Path to" }).fill(machine.entity.displayName);
    const fitting = page.locator(".entity-field .palette-option:visible", { hasText: /machine$/ });
    await hands.click(fitting);
    await hands.see(".path-query", "SOMEHOW RELATES TO");
    await hands.see('.surface[data-nodes="3"]');
    await hands.click(page.getByRole("button", { name: "As a query" }));
    await page.waitForURL(/[?&]q=[^&]*SOMEHOW/);
    expect(await hands.see(surface("entities"))).toBe(true);
  });
});
