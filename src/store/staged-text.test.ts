import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import {
  applyFound,
  has,
  machine,
  openStore,
  rules,
  type Store,
  user,
} from "../../test/support/store.ts";
import { currentEdges } from "./current-edges.ts";
import { currentEntities } from "./current.ts";
import { openDatabase } from "./database.ts";
import { ensureInstance } from "./instance.ts";
import { beginRun } from "./run.ts";
import { openStaging } from "./staging.ts";

// What separates fields and rows, stands for nothing, begins JSON, or looks like numbers, paths and patterns.
const oddTexts = [
  "two\nlines\r\n",
  "a\u001Fb",
  "\u0003",
  "\u0002\u0003",
  '"quoted"',
  '"',
  "back\\slash \\n \\u0003",
  "null",
  "{}",
  "",
  " ",
  "né 世界 🌍",
  "half \uD83D pair",
  "nul \0 here",
  "1e999",
  "*?[a-z]",
];

// With it, a few rows are more than a megabyte.
const long = "long ".repeat(20_000);

const storable = (text: string): string => text.replaceAll("\0", "\uFFFD").toWellFormed();

describe("whatever a text holds", () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore();
  });

  afterEach(() => store.close());

  const fillings = [
    ["few", {}],
    ["much", { long }],
  ] as const;

  it.each(fillings)(
    "goes through staging of %s as it is, in names, keys, properties, evidence and records",
    async (_, filling) => {
      const entities = oddTexts.map((text, at): Entity => ({
        key: `machine:${at} ${text}`,
        type: "machine",
        classes: ["Device", "Host"],
        properties: { displayName: text, text, texts: [text, "x"], at, ...filling },
        raw: at % 2 === 0 ? { [`name ${text}`]: text, list: [text] } : null,
      }));
      const bare = machine("without a record");
      const edges = oddTexts.map((text, at) => ({
        ...has("", "u", { text, texts: [text], ...filling }),
        from: `machine:${at} ${text}`,
      }));
      await applyFound(store, {
        at: 100,
        entities: [...entities, bare, user("u")],
        relationships: edges,
      });
      const rows = await store.database.all(
        `select key, display_name, array_to_string(classes, ' ') as classes, cast(properties as text) as properties, raw
        from entity where type = 'machine' order by id`,
      );
      const byKey = new Map(rows.map((row) => [row["key"], row]));
      for (const { key, properties, raw } of entities) {
        const row = byKey.get(storable(key));
        expect(row?.["display_name"]).toBe(storable(String(properties["displayName"])));
        expect(row?.["classes"]).toBe("Device Host");
        const text = storable(String(properties["text"]));
        const wanted = { ...properties, displayName: text, text, texts: [text, "x"] };
        expect(JSON.parse(String(row?.["properties"]))).toEqual(wanted);
        expect(JSON.parse(String(row?.["raw"]))).toEqual(raw);
      }
      expect(byKey.get("machine:without a record")?.["raw"]).toBeNull();
      const told = await store.database.all(
        "select f.key, cast(r.properties as text) as properties from relationship r join entity f on f.id = r.from_id",
      );
      expect(told).toHaveLength(oddTexts.length);
      for (const row of told) {
        const at = Number(/^machine:(\d+)/.exec(String(row["key"]))?.[1]);
        const text = storable(oddTexts[at] ?? "");
        expect(JSON.parse(String(row["properties"]))).toEqual({ text, texts: [text], ...filling });
      }
    },
  );

  it("is read back as it is, before and after it is applied, also where it is much", async () => {
    const texts = [...oddTexts, ...Array.from({ length: 90 }, (_, at) => `${at} ${long}`)];
    const [hosts, logons] = [["machine"], ["machine_has_user"]];
    const entities = texts.map((text, at): Entity => ({
      ...machine("", { text, texts: [text] }),
      key: `machine:${at} ${text.slice(0, 40)}`,
    }));
    const relationships = entities.map(({ key, properties }) => ({
      ...has("", "u", properties),
      from: key,
    }));
    const expected = entities
      .map(({ key, properties }) => {
        const text = storable(String(properties["text"]));
        return [storable(key), { ...properties, text, texts: [text] }] as const;
      })
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const sorted = (found: readonly (readonly [string, Properties])[]) =>
      found.toSorted(([one], [other]) => (one < other ? -1 : 1));
    const byKey = (found: readonly Entity[]) =>
      sorted(
        found
          .filter(({ type }) => type === "machine")
          .map(({ key, properties }) => [key, properties]),
      );
    const byFrom = (found: readonly Relationship[]) =>
      sorted(found.map(({ from, properties }) => [from, properties]));
    const expectAll = (found: {
      readonly entities: readonly Entity[];
      readonly relationships: readonly Relationship[];
    }): void => {
      expect(byKey(found.entities)).toEqual(expected);
      expect(byFrom(found.relationships)).toEqual(expected);
      expect(new Set(found.relationships.map(({ to }) => to))).toEqual(new Set(["user:u"]));
    };
    await applyFound(store, {
      at: 100,
      entities: [...entities, user("u")],
      relationships,
      foresee: expectAll,
    });
    const { database, instance } = store;
    const found: { entities: Entity[]; relationships: Relationship[] } = {
      entities: [],
      relationships: [],
    };
    for await (const some of currentEntities(database, { instanceId: instance.id, types: hosts }))
      found.entities.push(...some);
    for await (const some of currentEdges(database, { instanceId: instance.id, types: logons }))
      found.relationships.push(...some);
    expectAll(found);
  });

  it("and is the same again when it comes again", async () => {
    const entities = [...oddTexts.map((text, at) => machine(`${at}`, { text })), user("u")];
    const relationships = oddTexts.map((text, at) => has(`${at}`, "u", { text }));
    await applyFound(store, { at: 100, entities, relationships });
    const { byType } = await applyFound(store, { at: 200, entities, relationships });
    const changed = [...byType.values()].map((type) => type.created + type.updated + type.deleted);
    expect(changed).toEqual([0, 0, 0]);
    expect(byType.get("machine")?.kept).toBe(oddTexts.length);
  });
});

describe("beside a database in a file", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "defender-graph-staged-"));
    path = join(folder, "year=2026 [a] * 'x' {b}", "graph.duckdb");
    await mkdir(dirname(path));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function opened(): Promise<Store> {
    const database = await openDatabase({ path });
    const instance = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
    return { path, database, instance, close: () => database.close() };
  }

  it("runs are staged whatever the folder is called, and nothing of them is left", async () => {
    const store = await opened();
    try {
      const many = Array.from({ length: 3_000 }, (_, at) =>
        machine(`m${at}`, { text: `${at} `.repeat(300) }),
      );
      await applyFound(store, { at: 100, entities: [...many, user("u")] });
      const [row] = await store.database.all("select count(*) as count from entity");
      expect(row?.["count"]).toBe(3_001);
      expect(await readdir(`${path}.stage`)).toEqual([]);
    } finally {
      await store.close();
    }
    expect((await readdir(dirname(path))).filter((name) => name.includes("stage"))).toEqual([]);
  });

  it("much of what is staged stands in files, which more may join while they are read", async () => {
    const store = await opened();
    try {
      const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 5 });
      const staging = await openStaging(store.database, run, rules);
      let seen = 0;
      for (const round of [0, 1, 2]) {
        const some = [0, 1, 2].map((at) => machine(`${round} ${at}`, { text: long.repeat(5) }));
        await staging.addEntities([...some, machine(`${round} small`)]);
        seen = 0;
        for await (const batch of staging.entities(["machine"])) seen += batch.length;
        expect(seen).toBe((round + 1) * 4);
      }
      const files = await readdir(`${path}.stage/stage_${run.id}`);
      expect(files.toSorted()).toEqual([0, 1, 2].map((at) => `stage_entity-${at}.parquet`));
      await staging.discard(["machine"]);
      for await (const batch of staging.entities(["machine"])) expect(batch).toEqual([]);
      await staging.close();
    } finally {
      await store.close();
    }
  });

  it("what is staged is readable to its owner alone", async () => {
    const store = await opened();
    try {
      const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 5 });
      const staging = await openStaging(store.database, run, rules);
      expect(statSync(`${path}.stage`).mode & 0o777).toBe(0o700);
      await staging.close();
    } finally {
      await store.close();
    }
  });

  it("a folder that cannot be made is named", async () => {
    const store = await opened();
    try {
      await writeFile(`${path}.stage`, "in the way");
      const staging = applyFound(store, { at: 100, entities: [machine("m")] });
      await expect(staging).rejects.toThrow(
        /^Cannot make the folder .*graph\.duckdb\.stage.stage_1/,
      );
      await rm(`${path}.stage`);
      await applyFound(store, { at: 100, entities: [machine("m")] });
    } finally {
      await store.close();
    }
  });

  it("what a killed run had staged goes with the next opening", async () => {
    await (await opened()).close();
    await mkdir(`${path}.stage/stage_7`, { recursive: true });
    await writeFile(`${path}.stage/stage_7/stage_entity-0.parquet`, "half a f");
    const store = await opened();
    try {
      expect(existsSync(`${path}.stage`)).toBe(false);
      await applyFound(store, { at: 100, entities: [machine("m")] });
    } finally {
      await store.close();
    }
  });
});
