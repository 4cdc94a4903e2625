// Writes docs/images: the console over a sample tenant. Build it first (npm run build:console).
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { silent } from "../src/base/log.ts";
import { listen } from "../src/http/listen.ts";
import { createServer } from "../src/http/server.ts";
import { firstMorningBefore } from "../src/sample-tenant/first-morning.ts";
import { localCaller } from "../src/service/caller.ts";
import { instancesCreate } from "../src/service/instances/create-instance.ts";
import { startBrowser } from "../test/support/browser.ts";
import { openBench } from "../test/support/world.ts";
import { smallPng } from "./small-png.ts";

interface Shot {
  readonly file: string;
  readonly path: string;
  readonly theme: "light" | "dark";
  readonly size: { readonly width: number; readonly height: number };
}

const folder = new URL("../docs/images/", import.meta.url);
const consoleDirectory = fileURLToPath(new URL("../console/dist", import.meta.url));
const clock = { now: () => Date.now(), sleep: () => new Promise<void>(() => {}) };

const [question] = starterQuestions;
const asked = `/query?${new URLSearchParams({ q: question?.query ?? "" }).toString()}`;
const screen = { width: 1440, height: 900 };
const telephone = { width: 390, height: 844 };

const shots: readonly Shot[] = [
  { file: "console-light.png", path: asked, theme: "light", size: screen },
  { file: "console-dark.png", path: asked, theme: "dark", size: screen },
  { file: "console-map.png", path: "/graph", theme: "light", size: screen },
  { file: "console-home.png", path: "/", theme: "light", size: screen },
  { file: "console-devices.png", path: "/devices", theme: "light", size: screen },
  { file: "console-board.png", path: "/dashboard", theme: "dark", size: screen },
  {
    file: "console-changes.png",
    path: "/changes?type=user_endpoint",
    theme: "light",
    size: screen,
  },
  { file: "console-phone.png", path: asked, theme: "light", size: telephone },
];

async function take(browser: Browser, origin: string, shot: Shot): Promise<void> {
  const { file, path, theme, size } = shot;
  const fixed = { reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" } as const;
  const context = await browser.newContext({ ...fixed, viewport: size, colorScheme: theme });
  const page = await context.newPage();
  await page.goto(origin + path);
  await drawn(page);
  const png = smallPng(await page.screenshot());
  await context.close();
  writeFileSync(new URL(file, folder), png);
  console.log(`docs/images/${file}  ${Math.round(png.length / 1_000)} kB`);
}

/** Waits until nothing is asked any more, for the picture where there is one, and two frames in which the canvas paints. */
async function drawn(page: Page): Promise<void> {
  await page.locator(".age").waitFor();
  await page.waitForLoadState("networkidle");
  const expectsPicture = /\/(?:query|graph)/.test(page.url());
  if (expectsPicture) await page.locator(".surface[data-nodes]").waitFor();
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
  );
}

/** What `defender-graph demo` shows: a tenant that was read, lived on for a day, and was read again. */
const bench = await openBench({
  devices: 250,
  users: 120,
  groups: 25,
  cves: 400,
  firstMorning: firstMorningBefore(Date.now(), 1),
});
const { tenant } = bench;
const hosts = {
  authority: tenant.authorityUrl,
  graph: tenant.graphUrl,
  defender: tenant.defenderUrl,
  defenderAudience: tenant.defenderAudience,
};
await bench.desk.perform(instancesCreate, {
  caller: localCaller,
  input: {
    tenantId: tenant.tenantId,
    accountName: "Sample tenant",
    clientId: tenant.clientId,
    credential: { kind: "secret", secret: tenant.clientSecret },
    hosts,
    pollingInterval: "DISABLED",
  },
});
await bench.collect({ accountName: "Sample tenant" });
bench.tenant.evolve(1);
await bench.collect({ accountName: "Sample tenant" });
const server = createServer({ service: bench.desk, consoleDirectory, log: silent, clock });
const origin = await listen(server, { port: 0 });
const browser = await startBrowser();
mkdirSync(folder, { recursive: true });
// `npm run pictures -- console-home.png` renews that one only.
const wanted = process.argv.slice(2);
const all = shots.filter(({ file }) => wanted.length === 0 || wanted.includes(file));
for (const shot of all) await take(browser, origin, shot);
await browser.close();
await server.close();
await bench.close();
