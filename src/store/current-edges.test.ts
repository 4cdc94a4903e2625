import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { relationshipKey, type Relationship } from "../graph/relationship.ts";
import {
  applyFound,
  has,
  machine,
  manages,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { currentEdges, currentEdgesFrom, currentOrigins, currentSayings } from "./current-edges.ts";

let store: Store;
const types = ["machine_has_user"];

// More than are read at once.
const many = Array.from({ length: 700 }, (_, at) => `m${at}`);

beforeEach(async () => {
  store = await openStore();
  await applyFound(store, {
    at: 100,
    entities: [...many.map((name) => machine(name)), machine("alone"), user("u"), user("v")],
    relationships: [
      ...many.map((name, at) => has(name, "u", { way: at % 2 === 0 ? "a" : "b", at })),
      ...many.map((name) => has(name, "v", { ways: ["x", "y"], score: 9.8, isOpen: true })),
      manages("u", "v"),
    ],
  });
});

afterEach(() => store.close());

async function keysOf(batches: AsyncIterable<readonly Relationship[]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const batch of batches) keys.push(...batch.map(relationshipKey));
  return keys;
}

async function saidOf(names: readonly string[], butFrom: readonly string[]): Promise<unknown[]> {
  const said: unknown[] = [];
  const asked = { instanceId: store.instance.id, types, names, butFrom };
  for await (const sayings of currentSayings(store.database, asked)) said.push(...sayings);
  return said
    .map((one) => JSON.stringify(one))
    .toSorted()
    .map((one) => JSON.parse(one) as unknown);
}

const saying = (to: string, properties: object) => ({
  type: "machine_has_user",
  verb: "HAS",
  to: `user:${to}`,
  properties,
});

describe("relationships of the graph", () => {
  it("are read of those entities alone that they are asked of, each entity's together", async () => {
    const from = [
      ...many.slice(5, 655).map((name) => `machine:${name}`),
      "machine:alone",
      "no such",
    ];
    const asked = { instanceId: store.instance.id, types, from };
    const some = await keysOf(currentEdgesFrom(store.database, asked));
    const all = await keysOf(currentEdges(store.database, asked));
    expect(all).toHaveLength(1_400);
    const wanted = new Set(from);
    expect(some.toSorted()).toEqual(
      all.filter((key) => wanted.has(key.split("|")[0] ?? "")).toSorted(),
    );
    const origins = some.map((key) => key.split("|")[0]);
    expect(origins.filter((origin, at) => origin !== origins[at - 1])).toHaveLength(650);
  });

  it("leave entities whose keys are told once, in order", async () => {
    const asked = { instanceId: store.instance.id, types };
    expect(await currentOrigins(store.database, asked)).toEqual(
      many.map((name) => `machine:${name}`).toSorted(),
    );
    expect(await currentOrigins(store.database, { ...asked, types: ["none"] })).toEqual([]);
  });

  it("say each thing once, of what is asked for", async () => {
    expect(await saidOf(["way", "ways", "isOpen", "score", "absent"], [])).toEqual([
      saying("u", { way: "a" }),
      saying("u", { way: "b" }),
      saying("v", { ways: ["x", "y"], isOpen: true, score: 9.8 }),
    ]);
    expect(await saidOf(["at"], [])).toHaveLength(701);
  });

  it("say nothing of what leaves entities that are left out", async () => {
    const even = many.filter((_, at) => at % 2 === 0).map((name) => `machine:${name}`);
    expect(await saidOf(["way"], even)).toEqual([saying("u", { way: "b" }), saying("v", {})]);
    expect(
      await saidOf(
        ["way"],
        many.map((name) => `machine:${name}`),
      ),
    ).toEqual([]);
  });
});
