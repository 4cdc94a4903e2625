import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { relationshipKey } from "../graph/relationship.ts";
import { graphOf, type Store } from "../../test/support/store.ts";
import { engine, newPlace, type Place } from "../../test/support/place.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { dayOf } from "../../test/support/store-days.ts";
import { openDatabase } from "./database.ts";

const writer = fileURLToPath(new URL("../../test/support/store-writer.ts", import.meta.url));

let place: Place;
let path: string;

beforeEach(async () => {
  place = await newPlace();
  ({ path } = place);
});

afterEach(async () => {
  await place.remove();
});

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Lets days pass until one is applied; the writer is killed so many milliseconds later. */
async function killedAfter(ms: number): Promise<void> {
  const child = spawn(process.execPath, [writer, path, "dies", String(ms)], { stdio: "inherit" });
  await ended(child);
  expect(child.signalCode).toBe("SIGKILL");
}

interface State {
  readonly day: number;
  readonly isWhole: boolean;
}

/** The last day of the graph, and whether the graph is exactly that day's. */
async function stateOf(readOnly: boolean): Promise<State> {
  const database = await openDatabase({ path, readOnly });
  const instance = { id: 1, tenantId: "t", accountName: null };
  const store: Store = { path, database, instance, close: () => database.close() };
  try {
    const [row] = await database.all("select max(observed_on) as day from run");
    const day = Number(row?.["day"]);
    const { entities, relationships } = dayOf(day);
    const wanted = new Map(entities.map((one) => [one.key, one.properties]));
    for (const edge of relationships) wanted.set(relationshipKey(edge), edge.properties);
    const graph = await graphOf(store);
    const wrong = [...graph].filter(
      ([key, line]) => !isDeepStrictEqual(line.properties, wanted.get(key)),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
    expect(graph.size).toBe(wanted.size);
    const tables = await database.all("select table_name from information_schema.tables");
    return {
      day,
      isWhole: tables.every((table) => !String(table["table_name"]).startsWith("stage")),
    };
  } finally {
    await store.close();
  }
}

/** A server ends the connections of a killed process when it notices, which may be after its statement. */
async function settledState(readOnly: boolean): Promise<State> {
  let state = await stateOf(readOnly);
  for (let tries = 0; !state.isWhole && tries < 100; tries++) state = await stateOf(readOnly);
  return state;
}

describe("a run that is killed at any moment", () => {
  // A day takes about 200 ms: staging, comparing, writing, committing and the checkpoint are all met.
  const kills = Number(process.env["KILLS"] ?? 8);
  const moments = Array.from({ length: kills }, (_, at) => Math.round((at * 300) / kills));

  it("leaves the graph of a whole day, and the next runs go on from there", async () => {
    let before = 0;
    for (const [index, ms] of moments.entries()) {
      await killedAfter(ms);
      // A server keeps what a killed process staged until someone comes who writes.
      const { day, isWhole } = await settledState(engine === "duckdb" && index % 2 === 0);
      expect(isWhole).toBe(true);
      expect(day).toBeGreaterThan(before);
      before = day;
    }
  }, 600_000);
});

describe.runIf(engine === "postgres")("a server that is killed at any moment", () => {
  const kills = Number(process.env["SERVER_KILLS"] ?? 3);
  let server: PostgresServer;

  beforeEach(async () => {
    server = await startPostgres({ isQuick: false });
    path = server.url("postgres");
  });

  afterEach(async () => {
    await server.remove();
  });

  it("has, started again, the graph of a whole day, and the next runs go on from there", async () => {
    let before = 0;
    for (let kill = 0; kill < kills; kill++) {
      const child = spawn(process.execPath, [writer, path, "days", "1000"], { stdio: "ignore" });
      await dayAfter(before);
      for (let turn = 0; turn < kill * 1_000; turn++) await new Promise(setImmediate);
      await server.kill();
      expect(await ended(child)).not.toBe(0);
      await server.start();
      const { day, isWhole } = await stateOf(false);
      expect(isWhole).toBe(true);
      expect(day).toBeGreaterThan(before);
      before = day;
    }
  }, 600_000);

  /** Waits until the writer has applied a day later than this one. */
  async function dayAfter(day: number): Promise<void> {
    const sql = `select 1 from run where observed_on > ${day}`;
    while ((await server.query("postgres", sql).catch(() => [])).length === 0);
  }
});

describe.runIf(engine === "duckdb")("when the disk is full", () => {
  it("the run fails with words that say so, and the graph can still be read", async () => {
    const first = spawn(process.execPath, [writer, path, "days", "2"], { stdio: "inherit" });
    expect(await ended(first)).toBe(0);
    // No file may grow beyond 3 MB: to DuckDB that is a disk without room.
    const script = 'trap "" XFSZ; ulimit -f 3072; exec "$@"';
    const child = spawn("sh", ["-c", script, "sh", process.execPath, writer, path, "days", "9"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let told = "";
    child.stderr.on("data", (text: Buffer) => (told += text.toString()));
    expect(await ended(child)).not.toBe(0);
    expect(told).toContain("disk_full");
    expect((await stateOf(true)).day).toBeGreaterThanOrEqual(2);
    expect((await stateOf(false)).isWhole).toBe(true);
  });
});
