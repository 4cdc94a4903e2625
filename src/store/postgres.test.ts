import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../base/failure.ts";
import { newDatabase, onServer, type TestDatabase } from "../../test/support/postgres.ts";
import { type Database, openDatabase } from "./database.ts";
import { ensureInstance } from "./instance.ts";
import { migrations } from "./migrations.ts";
import { beginRun } from "./run.ts";

let place: TestDatabase;
const opened: Database[] = [];

beforeEach(async () => {
  place = await newDatabase();
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  await place.drop();
});

async function open(path = place.url): Promise<Database> {
  const database = await openDatabase({ path });
  opened.push(database);
  return database;
}

/** The address with other parts. */
function changed(change: (url: URL) => void): string {
  const url = new URL(place.url);
  change(url);
  return url.href;
}

describe("a database is not opened, and the password not told,", () => {
  it.each([
    ["where nobody listens", (url: URL) => (url.port = "1"), "database_unreachable"],
    [
      "where there is no such host",
      (url: URL) => (url.hostname = "nowhere.invalid"),
      "database_unreachable",
    ],
    ["with a wrong password", (url: URL) => (url.password = "geheim"), "database_login"],
    ["without a password", (url: URL) => (url.password = ""), "database_login"],
    ["of a name that is not there", (url: URL) => (url.pathname = "/none"), "database_missing"],
    [
      "by TLS that the server has not",
      (url: URL) => (url.search = "?sslmode=require"),
      "database_tls",
    ],
    [
      "with a parameter that nobody knows",
      (url: URL) => (url.search = "?ssl=yes"),
      "database_address",
    ],
    [
      "with a mode of TLS that is none",
      (url: URL) => (url.search = "?sslmode=on"),
      "database_address",
    ],
    [
      "with a certificate that is not there",
      (url: URL) => (url.search = "?sslrootcert=/none"),
      "database_address",
    ],
  ])("%s", async (_where, change, code) => {
    const failure: unknown = await open(changed(change)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    const told = failure instanceof Error ? failure.message : "";
    expect(told).not.toContain("geheim");
    expect(told).not.toContain(decodeURIComponent(new URL(place.url).password));
    expect(told).not.toContain(new URL(place.url).password);
  });

  it("whose address is no URL", async () => {
    const failure: unknown = await open("postgres://me:gehe/im@host:port/x").catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "database_address" });
    expect(String(failure)).not.toContain("gehe");
  });

  it("whose texts are not UTF-8", async () => {
    const name = `latin_${randomBytes(4).toString("hex")}`;
    await onServer(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`);
    const failing = open(changed((url) => (url.pathname = `/${name}`)));
    await expect(failing).rejects.toMatchObject({ code: "database_unfit" });
    await onServer(`drop database ${name}`);
  });

  it("when a newer release wrote it", async () => {
    await (await open()).run("insert into schema_version values (999)");
    await expect(open()).rejects.toMatchObject({ code: "database_newer" });
  });
});

describe("a user of the server", () => {
  const role = `role_${randomBytes(4).toString("hex")}`;
  const asRole = (): string =>
    changed((url) => {
      url.username = role;
      url.password = "geheim";
    });

  afterEach(async () => {
    await place.drop();
    await onServer(`drop role if exists ${role}`);
  });

  it("who may not use the tables is told what is missing", async () => {
    await onServer(`create role ${role} login password 'geheim'`);
    await expect(open(asRole())).rejects.toMatchObject({ code: "database_permission" });
  });

  it("who has no connection left is told so", async () => {
    await onServer(`create role ${role} login superuser password 'geheim' connection limit 2`);
    const own = await onServer(`alter role ${role} nosuperuser`).then(() => asRole());
    await onServer(`grant all on database ${place.name} to ${role}`);
    await expect(Promise.all([open(own), open(own), open(own), open(own)])).rejects.toMatchObject({
      code: expect.stringMatching(/database_busy|database_permission/),
    });
  });

  it("who may only read is told that nothing can be written", async () => {
    await onServer(`create role ${role} login superuser password 'geheim'`);
    await onServer(`alter role ${role} set default_transaction_read_only = on`);
    const database = await openDatabase({ path: asRole(), readOnly: true });
    opened.push(database);
    const failing = ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
    await expect(failing).rejects.toMatchObject({ code: "database_read_only" });
    await database.close();
  });
});

it("several processes that open an empty database at once make its tables once", async () => {
  const empty = await newDatabase({ isEmpty: true });
  const all = await Promise.all(Array.from({ length: 6 }, () => open(empty.url)));
  const [row] = (await all[0]?.all("select count(*) as steps from schema_version")) ?? [];
  expect(row).toEqual({ steps: migrations.length });
  for (const database of all) await database.close();
  await empty.drop();
});

it("values come back as they were given, but for the character that PostgreSQL has not", async () => {
  const values = [
    1.5,
    2 ** 45,
    -1,
    "é'\"\\\n",
    true,
    null,
    ["a,", 'b"{}\\', "null", ""],
    [],
    [1, 2],
  ] as const;
  const database = await open();
  const [row] = await database.all("select ? a, ? b, ? c, ? d, ? e, ? f, ? g, ? h, ? i", values);
  expect(Object.values(row ?? {})).toEqual(values);
  expect(
    await database.all('select ? as a, \'?\' as b, "?".x -- ?\n from (values (1)) "?" (x)', [
      "a\0b",
    ]),
  ).toEqual([{ a: "a\uFFFDb", b: "?", x: 1 }]);
});

const codeOf = (error: unknown): unknown => (error instanceof Failure ? error.code : error);
const endless = "select pg_sleep(1000)";

describe("a query without end", () => {
  it("is stopped at its time limit, and on the server, too", async () => {
    const database = await open();
    await expect(database.all(endless, [], { timeoutMs: 50 })).rejects.toMatchObject({
      code: "query_timeout",
    });
    const active = await onServer(
      `select query from pg_stat_activity where datname = '${place.name}' and state = 'active'`,
    );
    expect(active).toEqual([]);
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  });

  it("is stopped however soon after its start the database is closed or its asker goes", async () => {
    for (let turns = 0; turns < 6; turns++) {
      const database = await open();
      const asker = new AbortController();
      const cancelled = database.all(endless, [], { signal: asker.signal }).catch(codeOf);
      const closed = database.all(endless).catch(codeOf);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      asker.abort();
      expect(await cancelled).toBe("query_cancelled");
      await database.close();
      expect(await closed).not.toBeUndefined();
    }
  });

  it("may be left in the middle of its rows", async () => {
    const database = await open();
    for await (const rows of database.stream("select * from generate_series(1, 100000) as x")) {
      expect(rows[0]).toEqual({ x: 1 });
      break;
    }
    let seen = 0;
    for await (const rows of database.stream("select generate_series(1, 5000)"))
      seen += rows.length;
    expect(seen).toBe(5_000);
  });
});

describe("a connection that is lost", () => {
  const cut = () =>
    onServer(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${place.name}'`,
    );

  it("in the middle of a statement is told as such, and the next statement gets another", async () => {
    const database = await open();
    const failing = database.all(endless).catch(codeOf);
    while (
      (
        await onServer(
          `select 1 from pg_stat_activity where datname = '${place.name}' and query = '${endless}' and state = 'active'`,
        )
      ).length === 0
    );
    await cut();
    expect(await failing).toBe("database_lost");
    expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  });

  it("while a run is under way fails the run, which writes nothing", async () => {
    const database = await open();
    const { id } = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
    const run = await beginRun(database, { instanceId: id, startedOn: 1 });
    await cut();
    const writing = database.transaction(async (session) => {
      await session.run("update run set state = 'completed' where id = ?", [run.id]);
      await database.holdClaim(session, id);
    });
    expect(codeOf(await writing.catch((error: unknown) => error))).toMatch(
      /run_taken_over|database_lost/,
    );
    expect(await database.all("select state from run")).toEqual([{ state: "running" }]);
  });
});
