// The console's figures in a real Chromium over a real server: `npm run bench:console [-- machines]`
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { silent } from "../src/base/log.ts";
import { listen } from "../src/http/listen.ts";
import { createServer } from "../src/http/server.ts";
import type { Desk } from "../src/service/desk.ts";
import { openDesk } from "../src/service/open-desk.ts";
import { openDatabase } from "../src/store/database.ts";
import { startBrowser } from "../test/support/browser.ts";
import { fillTenant } from "./j1ql-graph.ts";
import { framesWhile, median, timeToOpen, timeUntil, workOf } from "./page-times.ts";

const [machines = 100_000] = process.argv.slice(2).map(Number);
const consoleDirectory = fileURLToPath(new URL("../console/dist", import.meta.url));
const clock = { now: () => Date.now(), sleep: () => new Promise<void>(() => {}) };
const rounds = 5;

/** Groups with their members and the members' devices: some 10,000 nodes, and 1,000. */
const picture = (groups: number): string =>
  `FIND microsoft_defender_group THAT HAS microsoft_defender_user THAT OWNS user_endpoint LIMIT ${groups}`;

const drawn = "document.querySelector('.surface[data-kind]:not([data-nodes=\"0\"])')";
const rows = "document.querySelector('.data-row .link-name')";

function tell(what: string, measured: string, wanted = ""): void {
  console.log(`${what.padEnd(58)} ${measured.padStart(30)}   ${wanted}`);
}

const ms = (time: number): string => `${time < 100 ? time.toFixed(1) : Math.round(time)} ms`;

async function tellFrames(what: string, page: Page, act: () => Promise<void>): Promise<void> {
  const times = await framesWhile(page, act);
  tell(what, [times.median, times.p95, times.longest].map((time) => ms(time)).join(" / "));
}

function askFor(groups: number): string {
  return `/query?${new URLSearchParams({ q: picture(groups), view: "Graph" }).toString()}`;
}

/** Whether a picture of about so many nodes is drawn; one of thousands is painted by a thread. */
const hasNodes = (least: number): string =>
  `Number(document.querySelector('.surface')?.dataset.nodes ?? 0) >= ${least} && document.querySelector('.surface canvas:not(.crowd:not([data-painted]))')`;

async function panAndZoom(page: Page, name: string): Promise<void> {
  const box = await page.locator(".surface").boundingBox();
  if (box === null) throw new Error("there is no picture");
  const corner = { x: box.x + 8, y: box.y + 8 };
  await tellFrames(`${name}: pointed at (frames: median / p95 / longest)`, page, async () => {
    await page.mouse.move(corner.x + box.width / 2, corner.y + box.height / 2, { steps: 30 });
  });
  await tellFrames(`${name}: pan, from its begin until it rests`, page, async () => {
    await page.mouse.move(corner.x, corner.y);
    await page.mouse.down();
    await page.mouse.move(corner.x + box.width / 2, corner.y + box.height / 2, { steps: 60 });
    await page.mouse.move(corner.x, corner.y, { steps: 60 });
    await page.mouse.up();
  });
  await tellFrames(`${name}: zoom, from its begin until it rests`, page, async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, turn < 30 ? -60 : 60);
  });
}

/** The button under the picture that draws all of it. */
const drawAll = `[...document.querySelectorAll('.graph-note button')].find((button) => /^Draw (all )?[0-9]/.test(button.textContent)).click()`;

async function measurePicture(page: Page, origin: string, groups: number): Promise<void> {
  const first = await timeToOpen(page, origin + askFor(groups), drawn);
  tell(`picture of ${groups} groups: address to first picture`, ms(first), "< 3 s");
  const least = groups * 100;
  const work = await workOf(page);
  const before = await work();
  const all = await timeUntil(page, { begin: drawAll, until: hasNodes(least) });
  const worked = (await work()) - before;
  const nodes = await page.locator(".surface").getAttribute("data-nodes");
  const name = `picture of ${nodes} nodes`;
  tell(`${name}: press to full picture`, ms(all), "< 3 s (1 s for 1,000)");
  tell(`${name}: of that, work of the page's main thread`, ms(worked));
  await panAndZoom(page, name);
}

async function measureTable(page: Page, origin: string): Promise<void> {
  const name = `table of ${machines.toLocaleString("en")} rows`;
  tell(`${name}: address to rows`, ms(await timeToOpen(page, `${origin}/devices`, rows)));
  await page.waitForLoadState("networkidle");
  await page.locator(".data-table").hover();
  await tellFrames(`${name}: scroll by the wheel`, page, async () => {
    for (let turn = 0; turn < 80; turn++) await page.mouse.wheel(0, 400);
  });
  const jump = `document.querySelector('.data-table').scrollTop = ${machines * 18}`;
  const lines = `Number(document.querySelector('.data-row')?.dataset.row ?? 0) > ${machines * 0.4} && ${rows}`;
  tell(`${name}: jump to the middle`, ms(await timeUntil(page, { begin: jump, until: lines })));
  await page.waitForLoadState("networkidle");
  const sort = `document.querySelector('.data-table').scrollTop = 0; [...document.querySelectorAll('.data-head button')][0].click()`;
  const sorted = `document.querySelector('[aria-sort="descending"]') && document.querySelector('.data-row[data-row="0"] .link-name')`;
  tell(
    `${name}: sort, on the server`,
    ms(await timeUntil(page, { begin: sort, until: sorted })),
    "< 150 ms",
  );
  await page.waitForLoadState("networkidle");
  await page.locator("[data-search]").fill(`-${machines - 1}`);
  const few = `/^1 /.test(document.querySelector('.collection-bar [role=status]').textContent) && ${rows}`;
  tell(
    `${name}: filter, on the server, with 220 ms of pause`,
    ms(await timeUntil(page, { begin: "", until: few })),
  );
}

async function measureRoutes(page: Page, origin: string): Promise<void> {
  await timeToOpen(page, origin, "document.querySelector('.tile')");
  const paths = await page.evaluate<string[]>(
    "[...document.querySelectorAll('.navigation-link')].map((link) => link.getAttribute('href'))",
  );
  for (const [at, name] of ["first", "later"].entries()) {
    const times: number[] = [];
    for (const path of [...paths.slice(1), "/"]) {
      await page.waitForLoadState("networkidle");
      const begin = `for (const one of document.querySelector('main').children) one.dataset.old = '';
        document.querySelector('.navigation-link[href="${path}"]').click()`;
      const until = `location.pathname === '${path}' && document.querySelector('main > :not([data-old])')`;
      times.push(await timeUntil(page, { begin, until }));
    }
    const told = `${ms(median(times))} / ${ms(Math.max(...times))}`;
    tell(
      `${paths.length} pages, ${name} time: press to page (median / worst)`,
      told,
      at === 0 ? "" : "< 200 ms",
    );
  }
}

async function measurePalette(page: Page, origin: string): Promise<void> {
  await timeToOpen(page, origin, "document.querySelector('.tile')");
  await page.waitForLoadState("networkidle");
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begin =
      "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))";
    times.push(
      await timeUntil(page, { begin, until: "document.querySelector('.palette-option')" }),
    );
    await page.keyboard.press("Escape");
    await page.locator(".palette").waitFor({ state: "detached" });
  }
  tell(
    "palette: keys to open (median / worst)",
    `${ms(median(times))} / ${ms(Math.max(...times))}`,
    "< 100 ms",
  );
}

async function openFilled(database: string): Promise<Desk> {
  const db = await openDatabase({ path: database, threads: 2 });
  const started = performance.now();
  await fillTenant(db, { machines, findings: 2 * machines });
  console.log(`filled in ${Math.round((performance.now() - started) / 1_000)} s`);
  await db.close();
  const world = {
    clock,
    random: Math.random,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: () => Promise.resolve(null),
  };
  return openDesk(world, { database, mode: "write" });
}

async function measure(origin: string): Promise<void> {
  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await measureRoutes(page, origin);
  await measurePalette(page, origin);
  for (const groups of [10, 99]) await measurePicture(page, origin, groups);
  await measureTable(page, origin);
  await browser.close();
}

const folder = await mkdtemp(join(tmpdir(), "bench-console-"));
const desk = await openFilled(join(folder, "graph.duckdb"));
const server = createServer({ service: desk, consoleDirectory, log: silent, clock });
const began = process.cpuUsage();
try {
  await measure(await listen(server, { port: 0 }));
} finally {
  await server.close();
  await desk.close();
  await rm(folder, { recursive: true });
}
const { user, system } = process.cpuUsage(began);
console.log(
  `\nserver: ${((user + system) / 1e6).toFixed(1)} CPU seconds; load ${loadavg()[0]?.toFixed(1) ?? "?"}`,
);
