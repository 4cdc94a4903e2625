import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkText } from "../j1ql/analyse.ts";
import type { Plan } from "../j1ql/plan.ts";
import {
  databaseOf,
  edge,
  node,
  type TestDatabase,
  writeShapeOf,
} from "../../test/support/j1ql-graph.ts";
import { goldenNow as now, tenant } from "../../test/support/j1ql-tenant.ts";
import type { Database } from "./database.ts";
import { readCatalogue, rowsOf, runQuery } from "./query.ts";

let held: TestDatabase;
let db: Database;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
});
afterAll(() => held.close());

function planOf(text: string): Plan {
  const { plan, problems } = checkText(text);
  if (plan === null) throw new Error(JSON.stringify(problems));
  return plan;
}

async function keys(
  text: string,
  options: Partial<Parameters<typeof runQuery>[2]> = {},
): Promise<readonly string[]> {
  const result = await runQuery(db, planOf(text), { now, ...options });
  return result.type === "list" ? result.data.map(({ entity }) => entity._key) : [];
}

describe("a query", () => {
  it("is limited by the asker besides its own LIMIT", async () => {
    expect(await keys("FIND HostAgent LIMIT 2", { limit: 1 })).toHaveLength(1);
    expect(await keys("FIND HostAgent LIMIT 1", { limit: 2 })).toHaveLength(1);
  });

  it("may be asked of one instance alone", async () => {
    expect(await keys("FIND HostAgent", { instanceId: 1 })).toHaveLength(3);
    expect(await keys("FIND HostAgent", { instanceId: 2 })).toHaveLength(0);
    expect(await keys("FIND HostAgent THAT HAS User", { instanceId: 1, asOf: now })).toHaveLength(
      1,
    );
    expect(await keys("FIND HostAgent THAT HAS User", { instanceId: 2, asOf: now })).toHaveLength(
      0,
    );
  });

  it("that takes too long is stopped", async () => {
    const steps = " THAT USES thing".repeat(6);
    const slow = planOf(`FIND * AS a${steps} AS b WHERE a.x != b.y RETURN COUNT(b)`);
    const many = await databaseOf(dense());
    const stopped = runQuery(many.db, slow, { now, timeoutMs: 100 });
    await expect(stopped).rejects.toMatchObject({ code: "query_timeout" });
    await many.close();
  });

  it("that its asker gives up is stopped where it is", async () => {
    const steps = " THAT USES thing".repeat(6);
    const slow = planOf(`FIND * AS a${steps} AS b WHERE a.x != b.y RETURN COUNT(b)`);
    const many = await databaseOf(dense());
    const asker = new AbortController();
    const given = runQuery(many.db, slow, { now, signal: asker.signal });
    // By then the statement is under way: this one waits for its turn on the event loop.
    await runQuery(many.db, planOf("FIND thing LIMIT 1"), { now });
    asker.abort();
    await expect(given).rejects.toMatchObject({ code: "query_cancelled" });
    await many.close();
  });

  it.each([
    "delete from entity",
    "insert into history_horizon values (1)",
    "create table taken as select * from entity",
  ])("could write nothing, even if its statement said so: %s", async (sql) => {
    await expect(rowsOf(db, { sql, values: [] }, { now })).rejects.toThrow(/read-only/);
    expect(await keys("FIND HostAgent")).toHaveLength(3);
  });

  it("that asks what is somehow connected with too much is refused with advice", async () => {
    const hosts = Array.from({ length: 251 }, (_, index) => node(index + 1, "host"));
    const [first = node(1, "host"), second = node(2, "host")] = hosts;
    const many = await databaseOf({ nodes: hosts, edges: [edge(999, [first, "USES", second])] });
    const ask = (text: string) => runQuery(many.db, planOf(text), { now });
    await expect(ask("FIND host THAT SOMEHOW USES host")).rejects.toMatchObject({
      code: "query_too_broad",
    });
    const narrow = await ask("FIND host WITH displayName = 'host-1' THAT SOMEHOW USES host");
    expect(narrow.totalCount).toBe(1);
    await many.close();
  });

  it("that would have to remember too many ways is refused with advice", async () => {
    const hub = node(1, "hub");
    const many = await databaseOf({ nodes: [hub], edges: [] });
    const { dialect } = many.db;
    const none = dialect.properties("'{}'");
    const classes = "'{}'::text[]";
    await many.db.run(
      `insert into entity select 10 + i, 1, 'e' || i, case when i <= 200 then 'host' else 'thing' end, ${dialect.name === "duckdb" ? "[]::text[]" : classes}, 'e' || i, ${none}, null, 0, 0, 1, 1, 1, 1 from generate_series(1, 3000) g(i)`,
    );
    await many.db.run(
      `insert into relationship select 9000 + i, 1, 'uses', 'USES', case when i <= 200 then 10 + i else 1 end, case when i <= 200 then 1 else 10 + i end, ${none}, 0, 0, 1, 1, 1, 1 from generate_series(1, 3000) g(i)`,
    );
    await writeShapeOf(many.db, 1);
    const ask = (text: string) => runQuery(many.db, planOf(text), { now });
    await expect(ask("FIND host THAT SOMEHOW RELATES TO thing")).rejects.toMatchObject({
      code: "query_too_broad",
      message: expect.stringContaining("500,000 ways"),
    });
    const narrow = await ask("FIND host WITH displayName = 'e1' THAT SOMEHOW USES >> thing");
    expect(narrow.totalCount).toBe(1);
    await many.close();
  });

  it("that nobody waits for any more is not run", async () => {
    const cancelled = runQuery(db, planOf("FIND *"), { now, signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: "query_cancelled" });
  });
});

describe("a tree", () => {
  it.each([1, 40, 501])("with %i neighbours, far apart, has them all", async (count) => {
    const hub = node(7, "hub");
    const things = Array.from({ length: count }, (_, at) => node(1_000 + at * at, "thing"));
    const edges = things.map((thing, at) => edge(5_000_000 + at, [hub, "USES", thing]));
    const star = await databaseOf({ nodes: [hub, ...things, node(8, "hub")], edges });
    const result = await runQuery(star.db, planOf("FIND hub THAT USES thing RETURN TREE"), {
      now,
    });
    await star.close();
    if (result.type !== "tree") throw new Error("no tree");
    const { vertices, edges: found } = result.data;
    expect(vertices.map(({ entity }) => entity._key)).toEqual(
      [hub, ...things.toSorted((one, other) => (one.displayName < other.displayName ? -1 : 1))].map(
        ({ key }) => key,
      ),
    );
    expect(found.map(({ relationship }) => relationship._toEntityKey).toSorted()).toEqual(
      things.map(({ key }) => key).toSorted(),
    );
    expect(found.every(({ relationship }) => relationship._fromEntityKey === hub.key)).toBe(true);
  });
});

function dense() {
  const nodes = Array.from({ length: 30 }, (_, index) => node(index + 1, "thing"));
  const edges = nodes.flatMap((one, row) =>
    nodes.map((other, column) => edge(1_000 + row * 30 + column, [one, "USES", other])),
  );
  return { nodes, edges };
}

describe("what a user types", () => {
  const nasty = [
    `x' OR '1'='1`,
    `"; DROP TABLE entity; --`,
    "$1",
    "%",
    "_",
    "\\",
    "/a~b",
    "\u0001",
    "é😀",
    "']) OR TRUE --",
    "{{x}}",
    "?",
  ];

  it.each(nasty)("is found as it is, as a value and as a name: %s", async (text) => {
    const held = node(1, "thing", {
      displayName: text,
      properties: { text, list: ["a", text], [`n.${text}`]: 5 },
    });
    const other = node(2, "thing", { properties: { text: "plain" } });
    const small = await databaseOf({ nodes: [held, other], edges: [] });
    const quoted = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
    const count = async (query: string): Promise<number> =>
      (await runQuery(small.db, planOf(query), { now })).totalCount;
    expect(await count(`FIND thing WITH text = ${quoted}`)).toBe(1);
    expect(await count(`FIND thing WITH list = ${quoted}`)).toBe(1);
    expect(await count(`FIND thing WITH text != ${quoted}`)).toBe(1);
    expect(await count(`FIND thing WITH text ~= ${quoted}`)).toBe(1);
    expect(await count(`FIND thing WITH text = (${quoted} OR 'y')`)).toBe(1);
    expect(await count(`FIND ${quoted}`)).toBe(1);
    // A bracket ends a name in brackets.
    const named = text.includes("]")
      ? "FIND thing WITH list != undefined"
      : `FIND thing WITH [n.${text}] = 5`;
    expect(await count(named)).toBe(1);
    await small.close();
  });

  it("never stands in the statement", async () => {
    const { compile } = await import("./compile/compile.ts");
    const text =
      "FIND secret_type WITH [secret.name] = 'secret value' AND x ~= /secret.pattern/ AS m THAT SECRETS Secret WHERE m.secret > 123456 RETURN m.secret + 654321 AS 'secret label'";
    const { sql } = compile(planOf(text), { dialect: "duckdb", now });
    expect(sql).not.toMatch(/secret|SECRET|Secret|123456|654321/);
  });
});

describe("the catalogue", () => {
  it("names what exists", async () => {
    const { entities, relationships } = await readCatalogue(db);
    const machine = entities.find(({ type }) => type === "microsoft_defender_machine");
    expect(machine).toMatchObject({ classes: ["HostAgent"], count: 3 });
    expect(machine?.properties["exposureScore"]).toEqual({ number: 2 });
    expect(machine?.properties["tags"]).toEqual({ list: 3 });
    expect(relationships).toContainEqual({
      type: "microsoft_defender_machine_has_logon_user",
      verb: "HAS",
      fromType: "microsoft_defender_machine",
      toType: "microsoft_defender_logon_user",
      count: 1,
    });
  });

  it("of an instance that is not there is empty", async () => {
    expect(await readCatalogue(db, 2)).toEqual({ entities: [], relationships: [] });
  });

  it("rules out what does not exist before the database looks", async () => {
    const catalogue = await readCatalogue(db);
    const { compile } = await import("./compile/compile.ts");
    const { sql } = compile(planOf("FIND HostAgent THAT HAS microsoft_defender_logon_user"), {
      dialect: "duckdb",
      now,
      catalogue,
    });
    expect(sql).not.toContain("UNION");
    expect(sql).not.toContain("r.to_id AS near");
  });
});
