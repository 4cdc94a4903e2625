import { stat } from "node:fs/promises";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { localCaller } from "../src/service/caller.ts";
import { dashboardsCreate, dashboardsEdit } from "../src/service/dashboards/write-dashboards.ts";
import { questionsCreate, questionsDelete } from "../src/service/questions/write-questions.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { beginning, firstTenMinutes } from "./support/guide.ts";
import { asking, listed, type Stage, setStage, treeOf } from "./support/console-stage.ts";

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

test("a picture of thousands is painted by a thread, walked, pressed, moved, hidden and downloaded as any other", async () => {
  const query = "FIND microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability";
  const { vertices, edges } = await treeOf(stage.bench, query);
  expect(edges.length).toBeGreaterThan(1_500);
  const page = await stage.open(asking(query));
  const hands = handsOn(page);
  const crowd = page.locator(`.crowd[data-painted="${vertices.length}"]`);
  await crowd.waitFor();
  await page.locator('.surface[data-kind="entities"]').focus();
  await hands.press("ArrowRight", "ArrowRight");
  await hands.see("#graph-spoken", /, vulnerability, \d+ relationships?\. \d+ of/);
  await hands.press("h");
  await hands.see("#graph-spoken", "Hidden. Z shows it again.");
  await hands.press("z", "0", "ArrowRight");
  await hands.see("#graph-spoken", /, machine, /);
  const box = await crowd.boundingBox();
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
  const machine = await page.locator(".node-bar b").textContent();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, -400);
  await page.mouse.down();
  await page.mouse.move(x + width / 3, y + height / 3, { steps: 3 });
  await page.mouse.up();
  // A move is no press: the node that was marked still is.
  expect(await page.locator(".node-bar b").textContent()).toBe(machine);
  // From far away, what is found comes into the middle.
  await hands.press("0", "-", "-", "-", "-", "-", "f");
  await page.keyboard.type(vertices[0]?.entity.displayName ?? "");
  await hands.see(".node-bar b", vertices[0]?.entity.displayName);
  await page.locator(".crowd").click({ position: { x: width / 2, y: height / 2 } });
  await hands.see(".drawer h2", vertices[0]?.entity.displayName);
  const download = page.waitForEvent("download");
  await hands.click(page.getByRole("button", { name: "Download as PNG" }));
  expect((await stat(await (await download).path())).size).toBeGreaterThan(10_000);
  await hands.click(page.getByRole("tab", { name: "Raw" }));
  expect(await page.locator(".crowd").count()).toBe(0);
});

describe("the builder", () => {
  test("asks by picking: class, filter, relation, and says it in J1QL", async () => {
    const page = await stage.open("/query");
    const hands = handsOn(page);
    await hands.click(page.getByRole("button", { name: "Builder" }));
    const first = page.locator(".builder-card", { hasText: "Step 1" });
    await first.getByLabel("Find").selectOption("user_endpoint");
    await hands.click(first.getByRole("button", { name: "+ Filter" }));
    await first.getByLabel("Property").selectOption("exposureLevel");
    await first.getByLabel("Value of exposureLevel").fill("High");
    await page.locator('.builder datalist option[value="High"]').waitFor({ state: "attached" });
    await hands.click(page.getByRole("button", { name: "+ Step" }));
    const second = page.locator(".builder-card", { hasText: "Step 2" });
    await second.getByLabel("that").selectOption("OWNS");
    await second.getByLabel("What", { exact: true }).selectOption("person");
    await page.getByLabel("Tell").selectOption("columns");
    expect(await hands.written()).toBe(
      "FIND user_endpoint WITH exposureLevel = 'High' AS endpoint\n  THAT OWNS person\nRETURN endpoint.displayName",
    );
    await hands.click(page.getByRole("button", { name: "Run", exact: true }));
    await hands.see(".result-title", "rows in");
    expect(new URL(page.url()).searchParams.get("edit")).toBe("builder");
    // The other way round: the person first, and the relation seen from there.
    await hands.click(page.getByRole("button", { name: "Move Step 2 to the left" }));
    expect(await hands.written()).toBe(
      "FIND person\n  THAT OWNS user_endpoint WITH exposureLevel = 'High' AS endpoint\nRETURN endpoint.displayName",
    );
    await hands.click(page.getByRole("button", { name: "Remove Step 1" }));
    await hands.see(".builder [role=status]", "Step 1 removed.");
    expect(await hands.written()).toMatch(/^FIND user_endpoint WITH/);
  });

  test("is led by the keyboard alone: each new part has the focus, and what is removed leaves it to its card", async () => {
    const page = await stage.open("/query");
    const hands = handsOn(page);
    const named = page.locator(":focus");
    const isNamed = async (name: string): Promise<boolean> =>
      (await named.ariaSnapshot()).includes(`"${name}"`);
    async function tabTo(name: string, key = "Tab"): Promise<void> {
      for (let tabs = 0; tabs < 40; tabs++) {
        await hands.press(key);
        if (await isNamed(name)) return;
      }
      throw new Error(`${name} is not reached by Tab`);
    }
    await page.locator(".query-box .cm-content").focus();
    await hands.press("Escape");
    await tabTo("Builder");
    await hands.press("Enter");
    await hands.see(".builder-card");
    // The cards stand above the editor.
    await tabTo("Find", "Shift+Tab");
    await page.keyboard.type("user_endpoint");
    await tabTo("+ Filter for step 1");
    await hands.press("Enter");
    expect(await isNamed("Property")).toBe(true);
    await page.keyboard.type("exposureLevel");
    await tabTo("Value of exposureLevel");
    await page.keyboard.type("High");
    await tabTo("+ Step");
    await hands.press("Enter");
    expect(await isNamed("that")).toBe(true);
    await page.keyboard.type("OWNS");
    await tabTo("What");
    await page.keyboard.type("person");
    const whole = "FIND user_endpoint WITH exposureLevel = 'High'\n  THAT OWNS person";
    expect(await hands.written()).toBe(whole);
    await tabTo("+ Filter for step 2");
    await hands.press("Enter");
    await tabTo("Remove the filter on the new filter");
    await hands.press("Enter");
    expect(await isNamed("Step 2: person")).toBe(true);
    await hands.press("Control+Enter");
    await hands.see(".result-title", "entit");
    expect([await hands.written(), hands.clicks()]).toEqual([whole, 0]);
  });

  test("follows the text, offers only what the graph has there, and says what it has no card for", async () => {
    const page = await stage.open(`${asking("FIND person THAT OWNS Device")}&edit=builder`);
    const hands = handsOn(page);
    const second = page.locator(".builder-card", { hasText: "Step 2" });
    await second.locator('option[value="user_endpoint"]').waitFor({ state: "attached" });
    const offered = await second
      .getByLabel("What", { exact: true })
      .locator("option")
      .allInnerTexts();
    expect(offered.map((text) => text.split(" ")[0])).toEqual([
      "anything",
      "Device",
      "user_endpoint",
    ]);
    await hands.write("FIND person THAT (OWNS|USES) Device LIMIT 3");
    await hands.see(".builder-beyond .remark", "several verbs for one step");
    expect(await hands.written()).toBe("FIND person THAT (OWNS|USES) Device LIMIT 3");
    await hands.write("FIND person LIMIT 3");
    await hands.see(".builder-card", "Answer");
    expect(await page.getByLabel("At most").inputValue()).toBe("3");
  });
});

describe("an own dashboard", () => {
  test("is made from an answer, gets a tile of a question, an order and a name, and is deleted", async () => {
    const people = await listed(stage.bench, "FIND person");
    const page = await stage.open(asking("FIND person", "Table"));
    const hands = handsOn(page);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await hands.click(button("Add to dashboard"));
    await page.getByLabel("Title").fill("Our people");
    await page.getByLabel("Name of the new dashboard").fill("Ours");
    await hands.click(button("Add"));
    await hands.click(page.getByRole("link", { name: "Ours" }));
    await hands.see(".board-tile .tile-number", String(people.length));
    await hands.click(button("Edit"));
    await hands.click(button("Add a tile"));
    await page.getByLabel("From a question").selectOption("not-onboarded");
    await page.getByLabel("Shown as").selectOption("table");
    await hands.click(button("Save"));
    await hands.see(".board-tile[data-kind=table] tbody tr");
    await hands.click(button("Move to the back: Our people"));
    await page.locator(".board-tile:last-child", { hasText: "Our people" }).waitFor();
    await hands.click(button("Change: Our people"));
    await page.getByLabel("J1QL").fill("FIND person THAT");
    await hands.click(button("Save"));
    await hands.see("dialog .form-failure", 'tiles.1.query ("Our people")');
    await page.getByLabel("J1QL").fill("FIND person");
    await page.getByLabel("Shown as").selectOption("line");
    await hands.click(button("Save"));
    await hands.see(".board-tile[data-kind=line]", "14 days");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.getByLabel("Name").fill("Ours, renamed");
    await hands.click(button("Rename"));
    await hands.see("h1", "Ours, renamed");
    await hands.click(button("Delete dashboard"));
    await hands.click(button("Delete it for good"));
    await hands.see("h1", "Endpoint risk");
    expect(await page.getByRole("link", { name: "Ours, renamed" }).count()).toBe(0);
  });

  test("that someone else changed meanwhile is not overwritten", async () => {
    const tiles = [{ title: "People", kind: "number", query: "FIND person" }];
    const made = await stage.bench.desk.perform(dashboardsCreate, {
      caller: localCaller,
      input: { title: "Two", tiles: [...tiles, ...tiles] },
    });
    const page = await stage.open(`/dashboard?id=${made.id}&edit=board`);
    const hands = handsOn(page);
    await hands.see(".board-tile .tile-number");
    const input = { id: made.id, version: 1, title: "Theirs", tiles };
    await stage.bench.desk.perform(dashboardsEdit, { caller: localCaller, input });
    await hands.click(page.getByRole("button", { name: "Remove: People" }));
    expect(await hands.see(".form-failure", "was changed by someone else")).toBe(true);
  });
});

test("saved questions are exported, and imported where they were lost; a file of something else is refused", async () => {
  const input = { title: "Who is who?", queries: [{ query: "FIND person" }] };
  const { id } = await stage.bench.desk.perform(questionsCreate, { caller: localCaller, input });
  const page = await stage.open("/questions?type=saved");
  const hands = handsOn(page);
  await hands.see(".question-card", "Who is who?");
  const download = page.waitForEvent("download");
  await hands.click(page.getByRole("button", { name: "Export" }));
  const name = "questions.json";
  const buffer = readFileSync(await (await download).path());
  await stage.bench.desk.perform(questionsDelete, { caller: localCaller, input: { id } });
  const file = page.getByLabel("A file with questions");
  await file.setInputFiles({ name, mimeType: "application/json", buffer });
  await hands.see(".import-result", "1 question created, 0 replaced.");
  await hands.see(".question-card", "Who is who?");
  await file.setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from("{}") });
  expect(await hands.see(".import-result", "questions.json holds no questions")).toBe(true);
});

/** What follows on some words of the guide: a name is pressed, or what is done by itself is waited for. */
const after: Readonly<Record<string, (page: Page, hands: Hands) => Promise<void>>> = {
  async People(page, hands) {
    const people = page.locator("[role=cell]:nth-child(6)", { hasText: /^[1-9]/ });
    const row = page.locator(".data-row").filter({ has: people });
    await hands.click(row.first().locator(".link-name"));
    await hands.see(".drawer h2");
  },
  async "Concerns … employees"(page, hands) {
    const name = page.locator(".concerned .chip").first();
    const told = (await name.innerText()).trim();
    await hands.click(name);
    await hands.see("h1", told);
  },
  async "OWNS user endpoint"(page, hands) {
    const device = page
      .locator(".relation-group", { hasText: "OWNS user endpoint" })
      .locator(".entity-link")
      .first();
    const told = (await device.innerText()).trim();
    await hands.click(device);
    await hands.see("h1", told);
  },
  async Enable(_page, hands) {
    await hands.see(".page-head .run-state", "not evaluated yet");
    await stage.bench.desk.attend();
    await hands.see(".page-head .run-state", "firing");
  },
};

test("the first ten minutes go as their guide says, to the letter, from home to the first alert", async () => {
  const page = await stage.open("/");
  const hands = handsOn(page);
  const words = firstTenMinutes();
  for (const { isPressed, text } of words) {
    if (isPressed) {
      const fitting = page.locator("a, button, [role=tab]").filter({ hasText: beginning(text) });
      await hands.click(fitting.filter({ visible: true }));
    } else await page.getByText(beginning(text)).filter({ visible: true }).first().waitFor();
    await after[text]?.(page, hands);
  }
  expect(words.length).toBeGreaterThan(15);
  await hands.see(".plain-table", "Critical weakness");
});
