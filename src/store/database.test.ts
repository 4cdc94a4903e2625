import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../base/failure.ts";
import { type Database, openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";

let folder: string;
let path: string;
const opened: Database[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "defender-graph-database-"));
  path = join(folder, "graph.duckdb");
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(options: { path?: string; readOnly?: boolean } = {}): Promise<Database> {
  const database = await openDatabase({ path, ...options });
  opened.push(database);
  return database;
}

async function closeAll(): Promise<void> {
  for (const database of opened.splice(0)) await database.close();
}

/** Another process that holds the file until it is killed. */
async function holder(): Promise<() => Promise<void>> {
  const module = new URL("database.ts", import.meta.url).href;
  const script = `
    const { openDatabase } = await import(${JSON.stringify(module)});
    await openDatabase({ path: ${JSON.stringify(path)} });
    console.log("open");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
}

describe("a database is not opened", () => {
  it("while another process has it open; killed, that one leaves it usable", async () => {
    const kill = await holder();
    await expect(open()).rejects.toMatchObject({
      code: "database_locked",
      retryable: true,
      message: expect.stringMatching(/another process has it open.*PID \d+/s),
    });
    await expect(open({ readOnly: true })).rejects.toMatchObject({ code: "database_locked" });
    await kill();
    await expect(open()).resolves.toBeDefined();
  });

  it("twice in one process, and can be once it is closed", async () => {
    await open();
    await expect(open()).rejects.toMatchObject({ code: "database_locked" });
    await closeAll();
    await expect(open()).resolves.toBeDefined();
  });

  it("for reading when there is none, and none is made", async () => {
    await expect(open({ readOnly: true })).rejects.toMatchObject({ code: "database_missing" });
    await expect(open()).resolves.toBeDefined();
  });

  it("when its folder does not exist", async () => {
    const nowhere = join(folder, "no", "such", "graph.duckdb");
    await expect(open({ path: nowhere })).rejects.toMatchObject({ code: "database_unwritable" });
  });

  it.each([
    ["some text", () => Buffer.from("a shopping list is no database".repeat(1_000))],
    ["cut in half", (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ["garbled", (whole: Buffer) => Buffer.from(whole).fill(7, 4_096, 12_288)],
  ])("when the file is %s", async (_what, spoil) => {
    await open();
    await closeAll();
    writeFileSync(path, spoil(readFileSync(path)));
    await expect(open()).rejects.toMatchObject({ code: "database_corrupt", retryable: false });
  });

  it("when a newer release wrote it", async () => {
    const database = await open();
    await database.run("insert into schema_version values (999)");
    await closeAll();
    await expect(open()).rejects.toMatchObject({
      code: "database_newer",
      message: expect.stringContaining("schema 999"),
    });
  });
});

describe("a database of an older release", () => {
  const later = {
    version: (migrations.at(-1)?.version ?? 0) + 1,
    statements: ["alter table run add column colour text", "update run set colour = 'red'"],
  };
  const broken = { version: later.version + 1, statements: ["create table a (x integer)", "no"] };

  it("gets what it lacks, keeps what it has, and once only", async () => {
    const session = await (await open()).session();
    await session.run("insert into run (id, instance_id, state, started_on) values (1, 1, 'x', 1)");
    await migrate(session, false, [...migrations, later]);
    await migrate(session, false, [...migrations, later]);
    expect(await session.all("select id, colour from run")).toEqual([{ id: 1, colour: "red" }]);
    session.close();
  });

  it("is not read before it is brought up to date", async () => {
    const session = await (await open()).session();
    await expect(migrate(session, true, [...migrations, later])).rejects.toMatchObject({
      code: "database_older",
    });
    session.close();
  });

  it("stays as it was after a step that fails", async () => {
    const session = await (await open()).session();
    await expect(migrate(session, false, [...migrations, later, broken])).rejects.toThrow(/syntax/);
    const [row] = await session.all("select max(version) as version from schema_version");
    expect(row).toEqual({ version: later.version });
    await expect(session.all("select * from a")).rejects.toThrow(/does not exist/);
    session.close();
  });

  it("without any table is empty, and says so to a reader", async () => {
    const session = await (await openDatabase({ path: ":memory:" })).session();
    await session.run("drop table schema_version");
    await expect(migrate(session, true)).rejects.toMatchObject({ code: "database_empty" });
    session.close();
  });
});

describe("a reader", () => {
  it("sees a row that is beyond all that was there when the same was asked before", async () => {
    const database = await open();
    const queued = "select id from moved where state = 'queued'";
    await database.transaction(async (session) => {
      await session.run("create table moved (id integer, state text)");
      await session.run("insert into moved values (1, 'completed')");
    });
    // Twice, since what is asked a second time could be kept; in one session, which is one connection.
    const seen = await database.transaction(async (session) => {
      const before = [await session.all(queued), await session.all(queued)];
      await session.run("insert into moved values (2, 'queued')");
      return [...before, await session.all(queued)];
    });
    expect(seen).toEqual([[], [], [{ id: 2 }]]);
    await database.transaction((session) => session.run("delete from moved where id = 2"));
    for (let round = 0; round < 3; round++) expect(await database.all(queued)).toEqual([]);
    await database.transaction((session) => session.run("insert into moved values (3, 'queued')"));
    for (let round = 0; round < 3; round++) expect(await database.all(queued)).toEqual([{ id: 3 }]);
  });

  it("sees one version while a transaction writes, and waits for nobody", async () => {
    const database = await open();
    await database.run("create table a as select range as x from range(1000)");
    const count = async () => (await database.all("select count(*) as n from a"))[0]?.["n"];
    await database.transaction(async (session) => {
      await session.run("delete from a");
      expect(await count()).toBe(1_000);
    });
    expect(await count()).toBe(0);
  });

  it("sees nothing of a transaction that failed", async () => {
    const database = await open();
    const failing = database.transaction(async (session) => {
      await session.run("insert into schema_version values (9999)");
      throw new RangeError("ours");
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await database.all("select * from schema_version where version = 9999")).toEqual([]);
  });

  it("gets values as they were given", async () => {
    const database = await open();
    const values = [1.5, 2 ** 45, -1, "é'\"", true, null, ["a", "b"], [], [1, 2]] as const;
    const [row] = await database.all("select ? a, ? b, ? c, ? d, ? e, ? f, ? g, ? h, ? i", values);
    expect(Object.values(row ?? {})).toEqual(values);
  });

  it("gets a replacement character for what cannot stand in a text of both engines", async () => {
    const database = await open();
    expect(await database.all("select ? a", ["a\0b\uD800"])).toEqual([{ a: "a\uFFFDb\uFFFD" }]);
  });

  it("never takes an answer that breaks off for a whole one", async () => {
    const database = await open();
    const sql =
      "select case when range = 250000 then error('broken') end as x, repeat('x', 200) as text from range(300000)";
    let seen = 0;
    const read = async (): Promise<void> => {
      for await (const rows of database.stream(sql)) seen += rows.length;
    };
    await expect(read()).rejects.toMatchObject({ code: "out_of_memory" });
    expect(seen).toBeGreaterThan(0);
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  });

  it("gets a large answer in batches, and may leave in the middle", async () => {
    const database = await open();
    const sql = "select range as x from range(100000)";
    let seen = 0;
    for await (const rows of database.stream(sql)) seen += rows.length;
    expect(seen).toBe(100_000);
    for await (const rows of database.stream(sql)) {
      expect(rows[0]).toEqual({ x: 0 });
      break;
    }
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  });

  it("waits when all connections are lent, and can give up waiting", async () => {
    const database = await open();
    const streams = Array.from({ length: 8 }, () => database.stream("select 1 as x"));
    for (const stream of streams) await stream.next();
    const patient = database.all("select 2 as x");
    const impatient = database.all("select 3 as x", [], { signal: AbortSignal.timeout(20) });
    await expect(impatient).rejects.toMatchObject({ code: "query_cancelled" });
    await streams[0]?.return(undefined);
    expect(await patient).toEqual([{ x: 2 }]);
    for (const stream of streams) await stream.return(undefined);
  });

  it("reaches no file but the database", async () => {
    const database = await open();
    const other = join(folder, "secret.csv");
    writeFileSync(other, "a,b\n1,2\n");
    await expect(database.all("select * from read_csv(?)", [other])).rejects.toThrow(/disabled/);
    await expect(database.run(`copy (select 1) to '${other}'`)).rejects.toThrow(/disabled/);
  });
});

const codeOf = (error: unknown): unknown => (error instanceof Failure ? error.code : error);

const endless =
  "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range = 7";

describe("a query without end", () => {
  it("is stopped at its time limit", async () => {
    const database = await open();
    await expect(database.all(endless, [], { timeoutMs: 50 })).rejects.toMatchObject({
      code: "query_timeout",
    });
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  });

  it("is stopped when its asker goes", async () => {
    const database = await open();
    const signal = AbortSignal.timeout(50);
    await expect(database.all(endless, [], { signal })).rejects.toMatchObject({
      code: "query_cancelled",
    });
  });

  it("is stopped however soon after its start the database is closed or its asker goes", async () => {
    for (let turns = 0; turns < 12; turns++) {
      const database = await open();
      const asker = new AbortController();
      const cancelled = database.all(endless, [], { signal: asker.signal }).catch(codeOf);
      const closed = database.all(endless).catch(codeOf);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      asker.abort();
      expect(await cancelled).toBe("query_cancelled");
      await closeAll();
      expect(await closed).not.toBeUndefined();
    }
  });

  it("blocks neither other queries nor closing", async () => {
    const database = await open();
    const stopped = database.all(endless).catch((error: unknown) => String(error));
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
    await closeAll();
    expect(await stopped).toMatch(/Interrupted/);
    await expect(database.all("select 1")).rejects.toMatchObject({ code: "database_closed" });
  });
});

describe("memory that was freed", () => {
  it("is given back while the process is large, with the limit that holds then, and no more once closed", async () => {
    let give = async (): Promise<void> => undefined;
    let ended = 0;
    const whileLarge = (given: () => Promise<void>): (() => void) => {
      give = given;
      return () => ended++;
    };
    const database = await openDatabase({ path, whileLarge });
    opened.push(database);
    const limit = async (): Promise<unknown> => {
      const [row] = await database.all("select current_setting('memory_limit') as now, random()");
      return row?.["now"];
    };
    const usual = await limit();
    await give();
    expect(await limit()).toBe(usual);
    await database.prepareFor("applying", 50_000_000);
    const applying = await limit();
    expect(applying).not.toBe(usual);
    // While something else is under way, and twice at once.
    await Promise.all([give(), give(), database.all("select count(*) from range(100000)")]);
    expect(await limit()).toBe(applying);
    const giving = give();
    await Promise.all([database.close(), giving]);
    expect(ended).toBe(1);
    await give();
  });
});
