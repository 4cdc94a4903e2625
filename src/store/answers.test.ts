import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../base/failure.ts";
import { Answers } from "./answers.ts";
import { type Database, openDatabase } from "./database.ts";
import type { Row } from "./session.ts";
import { writtenTable } from "./written-table.ts";

let database: Database;

beforeAll(async () => {
  database = await openDatabase({ path: ":memory:" });
  await database.run("create table mark (value bigint)");
  await database.run("create table other (value bigint)");
  await database.run("insert into mark values (0)");
});

afterAll(() => database.close());

async function marked(): Promise<unknown> {
  return (await database.all("select value from mark"))[0]?.["value"];
}

describe("what was answered", () => {
  test("whoever asks after a write is told what was written, however many ask at the same time", async () => {
    for (let value = 1; value <= 20; value += 1) {
      const before = [marked(), marked()];
      await database.run("update mark set value = ?", [value]);
      expect(await Promise.all([marked(), marked(), marked()])).toEqual([value, value, value]);
      await Promise.all(before);
      expect(await marked()).toBe(value);
    }
  });

  test("what is asked again and again sees what no row had before", async () => {
    await database.run("create table run_of (state text)");
    await database.run("insert into run_of select 'completed' from range(10)");
    await database.run("checkpoint");
    const session = await database.session();
    const queued = () => session.all("select state from run_of where state = 'queued'");
    for (let times = 0; times < 4; times++) expect(await queued()).toEqual([]);
    await database.run("insert into run_of values ('queued')");
    expect(await queued()).toHaveLength(1);
    session.close();
  });

  test("a transaction is seen when it is committed, not before and not when it is undone", async () => {
    await database.run("update mark set value = 100");
    await database.transaction(async (session) => {
      await session.run("update mark set value = 101");
      expect(await marked()).toBe(100);
    });
    expect(await marked()).toBe(101);
    const undone = database.transaction(async (session) => {
      await session.run("update mark set value = 102");
      throw new Failure("no", { code: "conflict", retryable: false });
    });
    await expect(undone).rejects.toMatchObject({ code: "conflict" });
    expect(await marked()).toBe(101);
  });

  test("is given again without asking the database, until the table it is of is written to", async () => {
    const first = await database.all("select value from mark");
    expect(await database.all("select value from mark")).toBe(first);
    await database.run("insert into other values (1)");
    expect(await database.all("select value from mark")).toBe(first);
    await database.all("delete from mark where value < 0 returning value");
    expect(await database.all("select value from mark")).not.toBe(first);
  });
});

const asked = { sql: "select 1", values: [] };
const rows = (value: number): readonly Row[] => [{ value }];

describe("answers", () => {
  test("one that was being found while its table was written is not kept", async () => {
    const answers = new Answers(1_000);
    const { promise, resolve } = Promise.withResolvers<readonly Row[]>();
    const early = answers.of({ sql: "select a from t", values: [] }, () => promise);
    answers.forget("t");
    resolve(rows(1));
    expect(await early).toEqual(rows(1));
    const late = answers.of({ sql: "select a from t", values: [] }, async () => rows(2));
    expect(await late).toEqual(rows(2));
  });

  test("what ends one question early does not end another's", async () => {
    const answers = new Answers(1_000);
    const { promise, reject } = Promise.withResolvers<readonly Row[]>();
    const cancelled = answers.of(asked, () => promise);
    const other = answers.of(asked, async () => rows(2));
    reject(new Failure("Cancelled.", { code: "query_cancelled", retryable: true }));
    await expect(cancelled).rejects.toMatchObject({ code: "query_cancelled" });
    expect(await other).toEqual(rows(2));
  });

  test("those asked least lately go when there is no more room, and what is too large is not kept", async () => {
    const answers = new Answers(400);
    let found = 0;
    const ask = (sql: string, text = "") =>
      answers.of({ sql, values: [] }, async () => {
        found += 1;
        return [{ text: text.padEnd(40) }];
      });
    for (const at of [1, 2, 3, 1, 4, 5, 6, 1]) await ask(`select ${at}`);
    expect(found).toBe(6);
    await ask("select 2");
    expect(found).toBe(7);
    for (const _ of [1, 2]) await ask("select 7", "x".repeat(200));
    expect(found).toBe(9);
  });

  test("numbers drawn from a sequence are drawn each time", async () => {
    const answers = new Answers(1_000);
    let found = 0;
    const draw = () =>
      answers.of({ sql: "select nextval('n') as n", values: [] }, async () => rows((found += 1)));
    expect([await draw(), await draw()]).toEqual([rows(1), rows(2)]);
  });
});

test("a statement's table is known where it writes to one, and nothing is known of others that write", () => {
  expect(writtenTable("select * from entity")).toBe("none");
  expect(writtenTable("insert into stage_3.stage_key select 1")).toEqual({ table: "stage_key" });
  expect(writtenTable("  update run set state = 'x'")).toEqual({ table: "run" });
  expect(writtenTable("delete from held where id = 1")).toEqual({ table: "held" });
  expect(writtenTable("with a as (select 1) insert into entity select * from a")).toEqual({
    table: null,
  });
  expect(writtenTable("drop table entity")).toEqual({ table: null });
});
