import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { neighboursOf } from "../../console/src/query/related-queries.ts";
import type { Clock } from "../../src/base/clock.ts";
import { silent } from "../../src/base/log.ts";
import type { ServerAccess } from "../../src/http/guard.ts";
import { listen } from "../../src/http/listen.ts";
import { createServer } from "../../src/http/server.ts";
import type { QueryResult, ResultEntity } from "../../src/j1ql/result.ts";
import { realClock } from "./managed.ts";
import { startBrowser } from "./browser.ts";
import { type Bench, openBench } from "./world.ts";

const consoleDirectory = fileURLToPath(new URL("../../console/dist", import.meta.url));

/** The server's clock is ahead, so that the last run is some minutes old. */
const clock = { now: () => Date.now() + 12.5 * 60_000, sleep: () => new Promise<void>(() => {}) };

/** The built console in a browser, over a desk that has read a small sample tenant. One page at a time. */
export interface Stage {
  readonly bench: Bench;
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong in the page so far: another origin asked, the policy broken, something thrown. */
  readonly wrongs: readonly string[];
  /** Closes the page, and tells what went wrong in it. */
  leave(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What the stage is set for. */
interface Setting {
  /** The database stays empty when nothing is to be collected. */
  readonly collected: boolean;
  /** The server's clock is the real one, as what it tells live needs. */
  readonly keepsTime?: boolean;
  /** The clock of the server and the desk, where a test forwards it. */
  readonly clock?: Clock;
  /** Only who is logged in is let in. */
  readonly guarded?: boolean;
}

/** Sets the stage. */
export async function setStage(setting: Setting): Promise<Stage> {
  const { collected, keepsTime = false, guarded = false, clock: given } = setting;
  const bench = await openBench({ devices: 60, users: 40, groups: 10, cves: 120 }, given);
  if (collected) await bench.collect();
  const server = createServer({
    service: bench.desk,
    consoleDirectory,
    log: silent,
    clock: given ?? (keepsTime ? realClock : clock),
    ...(guarded ? { access: doorOf(bench) } : {}),
  });
  const origin = await listen(server, { port: 0 });
  const browser = await startBrowser();
  const wrongs: string[] = [];
  return {
    bench,
    wrongs,
    async open(path, options = {}) {
      const viewport = { width: 1440, height: 900 };
      const fixed = {
        viewport,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      } as const;
      const context = await browser.newContext({ ...fixed, ...options });
      const page = await context.newPage();
      watch(page, { origin, wrongs });
      await page.goto(origin + path);
      return page;
    },
    async leave() {
      for (const context of browser.contexts()) await context.close();
      return wrongs.splice(0);
    },
    async close() {
      await browser.close();
      await server.close();
      await bench.close();
    },
  };
}

function doorOf({ desk: { doorkeeper } }: Bench): ServerAccess {
  if (doorkeeper === null) throw new Error("nobody at the door");
  return { doorkeeper };
}

function watch(
  page: Page,
  { origin, wrongs }: { readonly origin: string; readonly wrongs: string[] },
): void {
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
}

/** The address of a question in a view. */
export function asking(query: string, view = ""): string {
  return `/query?${new URLSearchParams({ q: query, view }).toString()}`;
}

/** What the desk itself answers to what the page asks for. */
export async function answer({ desk }: Bench, text: string, asTree = false): Promise<QueryResult> {
  const answered = await desk.query({ text, asTree, limit: asTree ? 250 : 1_000 });
  if (!answered.ok) throw new Error(`${text}: ${answered.problems[0]?.message}`);
  return answered.result;
}

/** The entities that a query without `RETURN` finds. */
export async function listed(bench: Bench, text: string): Promise<readonly ResultEntity[]> {
  const result = await answer(bench, text);
  return result.type === "list" ? result.data : [];
}

/** All that a query passes on its way. */
export async function treeOf(
  bench: Bench,
  text: string,
): Promise<Extract<QueryResult, { type: "tree" }>["data"]> {
  const result = await answer(bench, text, true);
  return result.type === "tree" ? result.data : { vertices: [], edges: [] };
}

/** The nodes that the neighbours of a machine are drawn as, but for the device: more than two dozen of a kind are one. */
export async function nodesAround(bench: Bench, { id, entity }: ResultEntity): Promise<number> {
  const { vertices, edges } = await treeOf(bench, neighboursOf(entity._key));
  const types = new Map(vertices.map((vertex) => [vertex.id, vertex.entity._type[0]]));
  const kinds = Map.groupBy(edges, ({ fromVertexId, toVertexId, relationship }) => {
    const other = fromVertexId === id ? toVertexId : fromVertexId;
    return `${relationship._class} ${types.get(other)}`;
  });
  const counts = [...kinds.values()].map(({ length }) => (length > 24 ? 1 : length));
  return counts.reduce((sum, count) => sum + count, 0) - 1;
}
