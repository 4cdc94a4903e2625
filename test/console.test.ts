import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { libraryViews } from "../src/service/questions/question-view.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { answer, listed, type Stage, setStage } from "./support/console-stage.ts";

const surface = (kind: string): string => `.surface[data-kind="${kind}"]`;

let stage: Stage;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  stage = await setStage({ collected: true });
  stage.bench.tenant.evolve(1);
  await stage.bench.collect();
});

afterAll(() => stage?.close());

/** Whatever a test does: nothing is asked of another origin, refused by the policy or thrown in the page. */
afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  page = await stage.open(path, options);
  hands = handsOn(page);
  await hands.see(".navigation");
}

async function countOf(query: string): Promise<number> {
  return (await answer(stage.bench, query)).totalCount;
}

const search = (): URLSearchParams => new URL(page.url()).searchParams;
const rowNames = (): Promise<string[]> => page.locator(".data-row .link-name").allInnerTexts();
const said = (count: number): string => count.toLocaleString("en");

describe("home", () => {
  test("tells what there is, whose it is and how old it is; every number leads to what it counts", async () => {
    await open("/");
    await hands.see(".tile-number", said(await countOf("FIND user_endpoint")));
    expect(await page.textContent(".account")).toBe("Acme");
    await hands.see(".age", "12 min ago");
    const critical =
      "FIND microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true";
    const count = await countOf(critical);
    await hands.see('.attention .tile[data-tone="bad"] .tile-number', said(count));
    await hands.click(page.getByRole("link", { name: "Critical CVEs with a public exploit" }));
    await hands.see(".collection-bar", `${said(count)} vulnerabilities`);
    expect(search().get("pills")).toBe("critical-exploitable");
  });

  test("which employees use a machine with a critical exploitable CVE: one press", async () => {
    await open("/");
    await hands.click(page.getByRole("link", { name: starterQuestions[0]?.title ?? "" }));
    await hands.see(surface("entities"));
    expect(hands.clicks()).toBe(1);
    expect(search().get("q")).toBe(starterQuestions[0]?.query);
  });

  test("of earlier versions' addresses asks their question", async () => {
    await open(`/?${new URLSearchParams({ q: "FIND person" }).toString()}`);
    await page.waitForURL(/\/query\?/);
    expect(await hands.see(".result-title", "entities")).toBe(true);
  });

  test("of an empty database says how to fill it, and so does every page", async () => {
    const empty = await setStage({ collected: false });
    try {
      for (const path of ["/", "/devices", "/graph", "/assets", "/dashboard", "/query"]) {
        page = await empty.open(path);
        await handsOn(page).see(".message button", "Connect a tenant");
        await handsOn(page).see(".age", "no run yet");
        expect(await empty.leave()).toEqual([]);
      }
    } finally {
      await empty.close();
    }
  });
});

describe("the keyboard", () => {
  test("goes to every page with g and its letter, and lists the keys with a question mark", async () => {
    await open("/");
    await hands.see(".tile-number");
    await hands.press("g", "d");
    await hands.see("h1", "Devices");
    await hands.press("g", "c");
    await hands.see("h1", "Changes");
    await hands.press("?");
    await hands.see("dialog[open]", "Single keys do something");
    await page.getByLabel(/Single keys/).press("Space");
    await hands.press("Escape", "g", "d");
    await hands.see("h1", "Changes");
    expect(await page.locator("dialog").count()).toBe(0);
    expect(hands.clicks()).toBe(0);
  });

  test("walks a list with j and k, opens a row, closes it, and finds the filter", async () => {
    await open("/devices");
    await hands.see(".data-row .link-name");
    const [, , third = ""] = await rowNames();
    await hands.press("j", "j", "j", "k", "j", "Enter");
    await hands.see(".drawer h2", third);
    await hands.press("Escape");
    await page.locator(".drawer").waitFor({ state: "detached" });
    await hands.press("/");
    await page.keyboard.type("nothing is called so");
    await hands.see(".message h2", "No devices fit");
    await hands.click(page.getByRole("button", { name: "Clear the filters" }));
    expect(await hands.see(".data-row .link-name", third)).toBe(true);
  });

  test("finds anything through the palette: the blast radius of a laptop", async () => {
    const [device] = await listed(stage.bench, "FIND user_endpoint");
    const name = device?.entity.displayName ?? "";
    await open("/");
    await hands.press("Control+k");
    await page.keyboard.type(name);
    await hands.see(".palette-option[aria-selected='true']", name);
    await hands.press("Enter");
    await hands.see("h1", name);
    await hands.click(page.getByRole("button", { name: "Expand in graph" }));
    await hands.see(surface("entities"));
    expect(hands.clicks()).toBe(1);
  });

  test("runs commands of the palette, and the theme stays", async () => {
    await open("/", { colorScheme: "light" });
    await hands.press("Control+k");
    await page.keyboard.type("dark theme");
    await hands.press("Enter");
    expect(await hands.see("html[data-mantine-color-scheme='dark']")).toBe(true);
    await page.reload();
    await page.getByRole("button", { name: "Use the light theme" }).waitFor();
  });
});

describe("a list", () => {
  test("all devices with high exposure for the patch team: three presses, filters honoured", async () => {
    const high = await listed(stage.bench, "FIND user_endpoint WITH exposureLevel = 'High'");
    await open("/");
    await hands.click(page.locator(".navigation").getByRole("link", { name: "Devices" }));
    await hands.click(page.getByRole("button", { name: /^High exposure/ }));
    await hands.see(".collection-bar", `${high.length} devices`);
    const download = page.waitForEvent("download");
    await hands.click(page.getByRole("button", { name: "Export CSV" }));
    const lines = readFileSync(await (await download).path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines[0]).toContain("Name,System,Risk,Exposure");
    expect(lines.slice(1).map((line) => line.split(",").at(-1))).toEqual(
      high
        .toSorted((a, b) => a.entity.displayName.localeCompare(b.entity.displayName, "en"))
        .map(({ entity }) => entity._key)
        .toSorted(byLine(lines)),
    );
    expect(hands.clicks()).toBe(3);
  });

  test("is sorted by the server, filtered by what is typed, and its address says both", async () => {
    const sorted = await listed(
      stage.bench,
      "FIND microsoft_defender_vulnerability AS v ORDER BY v.epss DESC",
    );
    await open("/vulnerabilities");
    await hands.see(".data-row .link-name");
    await hands.click(page.getByRole("button", { name: "EPSS", exact: true }));
    await hands.click(page.getByRole("button", { name: "EPSS", exact: true }));
    await hands.see('[aria-sort="descending"]', "EPSS");
    await hands.see(".data-row[data-row='0']", sorted[0]?.entity.displayName);
    await page.getByRole("searchbox").fill("CVE-2021");
    await expect.poll(() => search().get("find")).toBe("CVE-2021");
    await hands.see(".data-row[data-row='0']", "CVE-2021");
    await page.reload();
    await hands.see(".data-row[data-row='0']", "CVE-2021");
    expect(search().get("sort")).toBe("-epss");
  });

  test("shows who uses a device, and leads to the person and back to the devices", async () => {
    const [owned] = await listed(stage.bench, "FIND user_endpoint THAT OWNS person");
    const name = owned?.entity.displayName ?? "";
    const people = await listed(
      stage.bench,
      `FIND person THAT OWNS user_endpoint WITH _key = "${owned?.entity._key}"`,
    );
    const names = people.map(({ entity }) => entity.displayName);
    await open(`/devices?${new URLSearchParams({ find: name }).toString()}`);
    const link = page.locator(".data-row .entity-link").filter({ hasText: names[0] ?? "" });
    await hands.click(link);
    await hands.see("h1", names[0]);
    expect(hands.clicks()).toBe(1);
    await hands.click(page.getByRole("tab", { name: "Relations" }));
    await hands.see(".relation-group .entity-link", name);
  });

  test("of all assets is that of any type", async () => {
    await open("/assets?type=microsoft_defender_group");
    await hands.see(".data-row .link-name");
    expect((await rowNames()).length).toBe(await countOf("FIND microsoft_defender_group"));
    await page.locator(".type-choice select").selectOption("person");
    await hands.see(".collection-bar", String(await countOf("FIND person")));
    expect(search().get("type")).toBe("person");
  });
});

/** The order of the exported lines, by the key at their end. */
function byLine(lines: readonly string[]): (a: string, b: string) => number {
  const place = new Map(lines.map((line, index) => [line.split(",").at(-1) ?? "", index]));
  return (a, b) => (place.get(a) ?? -1) - (place.get(b) ?? -1);
}

describe("an entity", () => {
  test("has its facts, whom it concerns, its relations, its past with what differs, and the raw record", async () => {
    const [change] = await changed("microsoft_defender_machine");
    await open(`/entity?${new URLSearchParams({ key: change?.key ?? "" }).toString()}`);
    await hands.see(".facts", "riskScore");
    await hands.see(".concerned", /Concerns \d+ employee/);
    await hands.click(page.getByRole("tab", { name: "Relations" }));
    await hands.see(".relation-group", "MANAGES user endpoint");
    await hands.click(page.getByRole("tab", { name: "Timeline" }));
    await hands.see(".timeline-item", "Version 2");
    await hands.see(".timeline-item .difference-name", Object.keys(change?.properties ?? {})[0]);
    expect(search().get("tab")).toBe("Timeline");
    await hands.click(page.getByRole("tab", { name: "Raw" }));
    await hands.see(".raw-text", `"key": "${change?.key}"`);
  });

  test("that is gone is told of by what is kept of it", async () => {
    const [gone] = await changed(undefined, "delete");
    await open(`/devices?${new URLSearchParams({ open: gone?.key ?? "" }).toString()}`);
    expect(await hands.see(".drawer .timeline-item.deleted", "Gone")).toBe(true);
  });
});

async function changed(type: string | undefined, operation: "update" | "delete" = "update") {
  const changes = [];
  for await (const batch of stage.bench.desk.changes({ type, operation })) changes.push(...batch);
  return changes;
}

describe("changes", () => {
  test("what changed since yesterday: one press, each row with its difference", async () => {
    await open("/");
    await hands.click(page.locator(".navigation").getByRole("link", { name: "Changes" }));
    await hands.see(".change-count.create", /^\+/);
    await hands.see(".data-row");
    expect(hands.clicks()).toBe(1);
  });

  test("are narrowed to a type and a property, and a row opens what it is about", async () => {
    const changes = await changed("microsoft_defender_machine");
    const [first] = changes;
    const since = String((first?.at ?? 0) - 1);
    const [property = ""] = Object.keys(first?.properties ?? {});
    await open(`/changes?${new URLSearchParams({ since }).toString()}`);
    await hands.click(page.getByRole("button", { name: "machine", exact: true }));
    await hands.click(page.getByRole("button", { name: new RegExp(`^${property} `) }));
    const fitting = changes.filter(({ properties }) => property in properties);
    await hands.see(".change-result .table-head", `${fitting.length} change`);
    await hands.see(".data-row .difference-name", property);
    await hands.click(".data-row");
    expect(await hands.see(".drawer .timeline-item")).toBe(true);
  });

  test("of a kind become a rule, which finds them already", async () => {
    const type = "microsoft_defender_machine";
    await open(`/changes?${new URLSearchParams({ type, operation: "create" }).toString()}`);
    await hands.click(page.getByRole("button", { name: "Alert me on this" }));
    expect(await page.getByLabel(/^Name/).inputValue()).toBe("New: machine");
    expect(await hands.see(".preview", said(await countOf(`FIND ${type}`)))).toBe(true);
  });
});

describe("the board", () => {
  test("says its numbers, and each leads to the query behind it", async () => {
    const high = await countOf("FIND user_endpoint WITH exposureLevel = 'High'");
    await open("/dashboard");
    const card = page.locator(".chart-card", { hasText: "Devices by exposure" });
    await hands.click(card.getByRole("link", { name: `High ${high}` }));
    await hands.see(".result-title", `${high} `);
    expect(search().get("q")).toBe("FIND user_endpoint WITH exposureLevel = 'High'");
  });

  test("a question of the library shows its present number, and one press asks it", async () => {
    const [question] = libraryViews().filter(({ id }) => id === "critical-with-exploit");
    const { title = "", queries = [] } = question ?? {};
    await open("/questions?find=public+exploit");
    await hands.see(".question-card", said(await countOf(queries[0]?.query ?? "")));
    await hands.click(page.getByRole("link", { name: title }));
    await hands.see(".result-title", "rows");
    expect(search().get("q")).toBe(queries[0]?.query);
  });
});

describe("the page", () => {
  test("says what to do when the server is gone, and goes on when it is back", async () => {
    await open("/");
    await hands.see(".tile-number");
    await page.route("**/api/v1/query", (route) => route.abort());
    await hands.press("g", "d");
    await hands.see(".message", "cannot be reached");
    await page.unroute("**/api/v1/query");
    await hands.click(page.getByRole("button", { name: "Try again" }));
    expect(await hands.see(".data-row .link-name")).toBe(true);
  });

  test("of no address says so", async () => {
    await open("/nowhere");
    await hands.see(".message", "There is no such page");
    await hands.click(page.getByRole("button", { name: "Go home" }));
    expect(await hands.see(".tile-number")).toBe(true);
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
