import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newPlace, type Place } from "../../test/support/place.ts";
import {
  applyFound,
  changesOf,
  graphOf,
  has,
  machine,
  manages,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { backup } from "./backup.ts";
import { type Database, openDatabase } from "./database.ts";
import { rememberState } from "./state.ts";
import { migrateGraph } from "./migrate-graph.ts";
import { restore } from "./restore.ts";
import { verify } from "./verify.ts";

let store: Store;
let to: Place;

beforeEach(async () => {
  to = await newPlace("postgres");
  store = await openStore("duckdb");
  for (const at of [100, 200, 300]) {
    await applyFound(store, {
      at,
      entities: [
        {
          ...machine("m", {
            lastSeenOn: at,
            odd: 'é🙂"\\\n',
            list: ["b", "a"],
            none: null,
            big: 1e21,
          }),
          raw: { at },
        },
        machine("n", { step: at, tiny: 1e-7, yes: true }),
        user("u"),
        ...(at === 200 ? [] : [user("v")]),
      ],
      relationships: [has("m", "u", { lastSeenOn: at, count: at }), manages("u", "u")],
    });
  }
  await rememberState(store.database, { instanceId: store.instance.id, name: "n", value: ["a"] });
});

afterEach(async () => {
  await store.close();
  await to.remove();
});

/** All that is told of a graph and its past. */
async function toldBy(database: Database): Promise<unknown> {
  const of = { ...store, database };
  const moments = [50, 150, 250, 350, undefined];
  const graphs = await Promise.all(moments.map((moment) => graphOf(of, moment)));
  return {
    graphs,
    changes: await changesOf(of),
    runs: await database.all("select * from run order by id"),
    states: await database.all("select * from instance_state"),
  };
}

async function opened<Result>(
  path: string,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ path });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

async function expectSound(database: Database): Promise<void> {
  for await (const results of verify(database))
    for (const { check, examples } of results)
      expect({ check, examples }).toEqual({ check, examples: [] });
}

describe("a graph that is moved to PostgreSQL", () => {
  it("is the same with all its past, and goes on", async () => {
    const wanted = await toldBy(store.database);
    await store.database.close();
    const checks = await migrateGraph({ from: store.path, to: to.path });
    expect(checks.length).toBeGreaterThan(10);
    await opened(to.path, async (database) => {
      expect(await toldBy(database)).toEqual(wanted);
      await applyFound(
        { ...store, database },
        { at: 400, entities: [machine("m"), user("u")], confirmHeld: true },
      );
      await expectSound(database);
    });
  });

  it("and back by a backup, is the same again, and the same snapshot changes nothing", async () => {
    const wanted = await toldBy(store.database);
    await store.database.close();
    await migrateGraph({ from: store.path, to: to.path });
    const bytes = await opened(to.path, async (database) => {
      const parts: Uint8Array[] = [];
      for await (const part of backup(database)) parts.push(part);
      return Buffer.concat(parts);
    });
    const file = `${store.path}.back`;
    await writeFile(file, bytes);
    await opened(file, async (database) => {
      await expectSound(database);
      expect(await toldBy(database)).toEqual(wanted);
    });
  });

  it("of an older release, whose volatile properties were others, is whole, too", async () => {
    await store.database.run("delete from volatile_set");
    await store.database.run("delete from volatile_property");
    await store.database.close();
    await migrateGraph({ from: store.path, to: to.path });
    await opened(to.path, expectSound);
  });
});

describe("nothing is moved", () => {
  it("into a database that has a graph", async () => {
    await store.database.close();
    await migrateGraph({ from: store.path, to: to.path });
    await expect(migrateGraph({ from: store.path, to: to.path })).rejects.toMatchObject({
      code: "database_exists",
    });
  });

  it("of what is not sound, and the database stays empty", async () => {
    await store.database.run(`update entity set properties = replace(properties, '"m"', '"q"')`);
    await store.database.close();
    await expect(migrateGraph({ from: store.path, to: to.path })).rejects.toMatchObject({
      code: "backup_unsound",
    });
    await opened(to.path, async (database) => {
      expect(await database.all("select count(*) as count from entity")).toEqual([{ count: 0 }]);
      expect(await database.all("select count(*) as count from instance")).toEqual([{ count: 0 }]);
    });
  });
});

it("a backup is restored into an empty database of a server", async () => {
  await store.database.close();
  const told: string[] = [];
  for await (const results of restore({ from: store.path, to: to.path, overwrite: false }))
    told.push(...results.map(({ check }) => check));
  expect(told).toContain("digests");
  await opened(to.path, expectSound);
});
