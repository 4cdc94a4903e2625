import { mintComplete } from "../../src/base/complete.ts";
import type { Change } from "../../src/graph/change.ts";
import type { Entity, Properties } from "../../src/graph/entity.ts";
import type { Relationship } from "../../src/graph/relationship.ts";
import { applyRun } from "../../src/store/apply.ts";
import type { BrakeRule, Losses } from "../../src/store/losses.ts";
import type { Applied, AppliedType } from "../../src/store/applied.ts";
import { type ChangesInput, readChanges } from "../../src/store/changes.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { type ExportLine, exportGraph } from "../../src/store/export.ts";
import { type NetChangesInput, readNetChanges } from "../../src/store/net-changes.ts";
import { ensureInstance, type Instance } from "../../src/store/instance.ts";
import { beginRun } from "../../src/store/run.ts";
import { engine, newPlace } from "./place.ts";
import { openStaging, type Staging, type StagingRules } from "../../src/store/staging.ts";

/** A database of its own, in a file or on the tests' server, with one instance. */
export interface Store {
  /** A file, or the address of a database. */
  readonly path: string;
  readonly database: Database;
  readonly instance: Instance;
  close(): Promise<void>;
}

/** Opens a store of the engine that the tests are about that goes when it is closed: empty, or a copy of a closed one. */
export async function openStore(on: typeof engine = engine, like?: string): Promise<Store> {
  const place = await newPlace(on, like);
  const { path } = place;
  const database = await openDatabase({ path });
  const instance = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
  return {
    path,
    database,
    instance,
    async close() {
      await database.close();
      await place.remove();
    },
  };
}

/** A machine. */
export function machine(id: string, properties: Properties = {}): Entity {
  const all = { displayName: id, ...properties };
  return { key: `machine:${id}`, type: "machine", classes: ["Device"], properties: all };
}

/** A user. */
export function user(id: string, properties: Properties = {}): Entity {
  const all = { displayName: id, ...properties };
  return { key: `user:${id}`, type: "user", classes: ["User"], properties: all };
}

/** A machine HAS a user. */
export function has(from: string, to: string, properties: Properties = {}): Relationship {
  const ends = { from: `machine:${from}`, to: `user:${to}` };
  return { type: "machine_has_user", verb: "HAS", ...ends, properties };
}

/** A user MANAGES a user. */
export function manages(from: string, to: string): Relationship {
  const ends = { from: `user:${from}`, to: `user:${to}` };
  return { type: "user_manages_user", verb: "MANAGES", ...ends, properties: {} };
}

/** Every type of the fixture. */
export const allTypes = ["machine", "user", "machine_has_user", "user_manages_user"];

/** What `lastSeen…` is volatile of; evidence of HAS is joined: the later time, all ways. */
export const rules: StagingRules = {
  volatile: new Map([
    ["machine", ["lastSeenOn"]],
    ["machine_has_user", ["lastSeenOn"]],
  ]),
  merge: new Map(),
};

/** What a run finds, and how it is applied. */
export interface Found {
  readonly at: number;
  readonly entities?: readonly Entity[];
  readonly relationships?: readonly Relationship[];
  readonly keepTypes?: readonly string[];
  readonly keepFrom?: readonly { readonly from: string; readonly withTargets: boolean }[];
  /** The types that were read to the end; all when absent. */
  readonly complete?: readonly string[];
  readonly confirmHeld?: boolean;
  readonly foundThrough?: readonly string[];
  readonly computedFrom?: ReadonlyMap<string, readonly string[]>;
  readonly rules?: StagingRules;
  readonly brake?: BrakeRule;
  /** Is shown the graph as it would be, before it is. */
  readonly foresee?: (foreseen: Foreseen) => void;
}

/** The graph as it would be. */
export interface Foreseen {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

async function foreseen(staging: Staging, losses: Losses): Promise<Foreseen> {
  const entities: Entity[] = [];
  for await (const batch of staging.entities(allTypes, losses)) entities.push(...batch);
  const relationships: Relationship[] = [];
  for await (const batch of staging.relationships(allTypes, losses)) relationships.push(...batch);
  return { entities, relationships };
}

/** Applies one run to the store. */
export async function applyFound(store: Store, found: Found): Promise<Applied> {
  const { database, instance } = store;
  const run = await beginRun(database, { instanceId: instance.id, startedOn: found.at });
  const staging = await openStaging(database, run, found.rules ?? rules);
  try {
    await staging.addEntities(found.entities ?? []);
    await staging.addRelationships(found.relationships ?? []);
    await staging.keepTypes(found.keepTypes ?? []);
    for (const { from, withTargets } of found.keepFrom ?? []) {
      const relationshipType = "machine_has_user";
      const targetType = withTargets ? "user" : null;
      await staging.keepFrom({ relationshipType, fromKeys: [`machine:${from}`], targetType });
    }
    const receipt = mintComplete({ collection: "all", received: 1, pages: 1 });
    const receipts = new Map((found.complete ?? allTypes).map((type) => [type, [receipt]]));
    const losses: Losses = { ...found, receipts };
    if (found.foresee !== undefined) found.foresee(await foreseen(staging, losses));
    return await applyRun(staging, { ...losses, observedOn: found.at });
  } finally {
    await staging.close();
  }
}

/** The graph by key, now or as of a moment. */
export async function graphOf(store: Store, asOf?: number): Promise<Map<string, ExportLine>> {
  const lines = new Map<string, ExportLine>();
  for await (const batch of exportGraph(store.database, { asOf })) {
    for (const line of batch) {
      if (lines.has(line._key)) throw new Error(`${line._key} stands twice in the graph`);
      lines.set(line._key, line);
    }
  }
  return new Map([...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The keys of the graph, in order. */
export async function keysOf(store: Store, asOf?: number): Promise<string[]> {
  return [...(await graphOf(store, asOf)).keys()];
}

/** All changes, or those that are asked for. */
export async function changesOf(store: Store, input: ChangesInput = {}): Promise<Change[]> {
  const changes: Change[] = [];
  for await (const batch of readChanges(store.database, input)) changes.push(...batch);
  return changes;
}

/** How the graph of one moment differs from that of a later one. */
export async function netChangesOf(store: Store, input: NetChangesInput): Promise<Change[]> {
  const changes: Change[] = [];
  for await (const batch of readNetChanges(store.database, input)) changes.push(...batch);
  return changes;
}

/** What a run did to a type; nothing when it is not told. */
export function doneTo(applied: Applied, type: string): Omit<AppliedType, "kind"> {
  const none = { created: 0, updated: 0, touched: 0, deleted: 0, kept: 0, held: 0 };
  const { created, updated, touched, deleted, kept, held } = applied.byType.get(type) ?? none;
  return { created, updated, touched, deleted, kept, held };
}
