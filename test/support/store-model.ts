import { apply, diff, type Graph } from "../../src/graph/diff.ts";
import type { Entity, Properties } from "../../src/graph/entity.ts";
import { type Relationship, relationshipKey } from "../../src/graph/relationship.ts";
import type { BrakeRule } from "../../src/store/losses.ts";
import type { ExportLine } from "../../src/store/export.ts";
import type { Found } from "./store.ts";

type Thing = Entity | Relationship;

interface Version {
  readonly begin: number;
  end: number;
  thing: Thing;
}

/** What a run did, as far as it can be seen from outside. */
export interface Done {
  created: number;
  updated: number;
  touched: number;
  deleted: number;
  held: number;
  dangling: number;
}

interface Snapshot {
  readonly entities: Map<string, Entity>;
  readonly relationships: Map<string, Relationship>;
}

const always = Number.POSITIVE_INFINITY;

/** A property that is volatile, of every type. */
export const volatileName = "lastSeenOn";

function keyOf(thing: Thing): string {
  return "key" in thing ? thing.key : relationshipKey(thing);
}

function lasting(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== volatileName));
}

function text(thing: Thing): string {
  const entries = Object.entries(thing.properties).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}

function withoutVolatile({ entities, relationships }: Snapshot): Graph {
  const strip = <Kind extends Thing>(things: Map<string, Kind>): Map<string, Kind> =>
    new Map(
      [...things].map(([key, one]) => [key, { ...one, properties: lasting(one.properties) }]),
    );
  return { entities: strip(entities), relationships: strip(relationships) };
}

function first<Kind>(things: readonly Kind[], keyOf: (thing: Kind) => string): Map<string, Kind> {
  const found = new Map<string, Kind>();
  for (const thing of things) if (!found.has(keyOf(thing))) found.set(keyOf(thing), thing);
  return found;
}

/** What vanished of one kind, and what of that must stay for now. */
interface Missing {
  readonly now: ReadonlyMap<string, Thing>;
  readonly missing: readonly string[];
  /** What else of this stays, given what is held. Of edges: with their ends; of entities: with what they are found by. */
  readonly along: (held: ReadonlySet<string>) => readonly string[];
  /** What of this was known through what was held back before, and goes with it. */
  readonly released: readonly string[];
}

/** The store's semantics, naively and in memory: every rule in the plainest way. */
export class Model {
  readonly #versions = new Map<string, Version[]>();
  readonly #brake: BrakeRule;
  #held = new Set<string>();
  #graph: Snapshot = { entities: new Map(), relationships: new Map() };

  constructor(brake: BrakeRule) {
    this.#brake = brake;
  }

  /** Applies a run; tells what it did. */
  apply(found: Found): Done {
    const before = this.#graph;
    const done = { created: 0, updated: 0, touched: 0, deleted: 0, held: 0, dangling: 0 };
    const loses = (type: string): boolean =>
      (found.complete ?? []).includes(type) && !(found.keepTypes ?? []).includes(type);
    const staged = first(found.entities ?? [], (entity) => entity.key);
    const edges = first(found.relationships ?? [], relationshipKey);
    const kept = this.#keptEdges(found);
    const targets = kept.filter(({ withTargets }) => withTargets).map(({ edge }) => edge.to);

    const missing = [...before.entities.values()].filter(
      ({ key, type }) => !staged.has(key) && loses(type) && !targets.includes(key),
    );
    const missingKeys = missing.map(({ key }) => key);
    const lost = this.#decide(found, {
      now: before.entities,
      missing: missingKeys,
      along: (held) => this.#foundThrough(found, held).filter((key) => missingKeys.includes(key)),
      released: [
        ...this.#foundThrough(
          found,
          missingKeys.filter((key) => this.#held.has(key)),
        ),
        ...this.#computed(found, missing),
      ],
    });
    const entities = new Map([...before.entities].filter(([key]) => !lost.gone.has(key)));
    for (const [key, entity] of staged) entities.set(key, entity);

    const fits = ({ from, to }: Relationship): boolean => entities.has(from) && entities.has(to);
    done.dangling = [...edges.values()].filter((edge) => !fits(edge)).length;
    const orphans = [...before.relationships].filter(([, edge]) => !fits(edge)).map(([key]) => key);
    const keptKeys = new Set(kept.map(({ edge }) => relationshipKey(edge)));
    const absent = [...before.relationships].filter(
      ([key, edge]) => !edges.has(key) && fits(edge) && loses(edge.type) && !keptKeys.has(key),
    );
    const tied = ({ from, to }: Relationship): boolean => lost.held.has(from) || lost.held.has(to);
    const untied = absent.filter(([, edge]) => !tied(edge));
    const lostEdges = this.#decide(found, {
      now: before.relationships,
      missing: untied.map(([key]) => key),
      along: () => absent.filter(([, edge]) => tied(edge)).map(([key]) => key),
      released: this.#computed(found, [...missing, ...untied.map(([, edge]) => edge)]),
    });
    const relationships = new Map(
      [...before.relationships].filter(
        ([key]) => !lostEdges.gone.has(key) && !orphans.includes(key),
      ),
    );
    for (const [key, edge] of edges) if (fits(edge)) relationships.set(key, edge);

    done.held = lost.held.size + lostEdges.held.size;
    this.#graph = { entities, relationships };
    this.#remember(new Set([...staged.keys(), ...edges.keys()]));
    this.#held = new Set([...this.#held, ...lost.held, ...lostEdges.held]);
    this.#write(found.at, before, done);
    return done;
  }

  /** The graph at a moment, in order. */
  at(moment: number): ExportLine[] {
    const lines = [...this.#versions.values()]
      .flat()
      .filter(({ begin, end }) => begin <= moment && moment < end)
      .map(({ thing }) => lineOf(thing));
    return lines.toSorted((a, b) => (a._key < b._key ? -1 : 1));
  }

  #keptEdges(found: Found): { edge: Relationship; withTargets: boolean }[] {
    return (found.keepFrom ?? []).flatMap(({ from, withTargets }) =>
      [...this.#graph.relationships.values()]
        .filter((edge) => edge.type === "machine_has_user" && edge.from === `machine:${from}`)
        .map((edge) => ({ edge, withTargets })),
    );
  }

  /** What is computed from types of which some are missing that were held back. */
  #computed(found: Found, missing: readonly Thing[]): string[] {
    const again = new Set(
      missing.filter((one) => this.#held.has(keyOf(one))).map(({ type }) => type),
    );
    return missing
      .filter(({ type }) => found.computedFrom?.get(type)?.some((input) => again.has(input)))
      .map(keyOf);
  }

  /** What is reached from these entities, over any number of edges. */
  #foundThrough(found: Found, from: Iterable<string>): string[] {
    const reached = new Set(from);
    for (const key of reached) {
      for (const edge of this.#graph.relationships.values()) {
        if (edge.from === key && found.foundThrough?.includes(edge.type) === true)
          reached.add(edge.to);
      }
    }
    return [...reached];
  }

  #decide(
    found: Found,
    { now, missing, along, released }: Missing,
  ): { gone: Set<string>; held: Set<string> } {
    const none: ReadonlySet<string> = new Set();
    if (found.confirmHeld === true)
      return { gone: new Set([...missing, ...along(none)]), held: new Set() };
    const typeOf = (key: string): string => now.get(key)?.type ?? "";
    const fresh = missing.filter((key) => !this.#held.has(key) && !released.includes(key));
    const isSuspicious = (type: string): boolean => {
      const count = fresh.filter((key) => typeOf(key) === type).length;
      const total = [...now.values()].filter((thing) => thing.type === type).length;
      return count >= this.#brake.atLeast && count * 100 > total * this.#brake.percent;
    };
    const suspicious = new Set(fresh.filter((key) => isSuspicious(typeOf(key))));
    const held = new Set([...suspicious, ...along(suspicious)]);
    return { gone: new Set(missing.filter((key) => !held.has(key))), held };
  }

  /** Only who sees it, or takes it out, forgets what is held back. */
  #remember(staged: ReadonlySet<string>): void {
    const { entities, relationships } = this.#graph;
    for (const key of this.#held) {
      if (staged.has(key) || !(entities.has(key) || relationships.has(key))) this.#held.delete(key);
    }
  }

  #write(at: number, before: Snapshot, done: Done): void {
    const plain = withoutVolatile(before);
    const difference = diff(plain, withoutVolatile(this.#graph));
    const again = apply(plain, difference);
    if (diff(again, withoutVolatile(this.#graph)).entities.length > 0)
      throw new Error("diff is wrong");
    for (const step of [...difference.entities, ...difference.relationships]) {
      done[`${step.operation}d`]++;
      if (step.operation !== "create") this.#close(step.key, at);
      if (step.operation !== "delete") this.#open(step.key, at);
    }
    for (const [key, thing] of [...this.#graph.entities, ...this.#graph.relationships]) {
      const version = this.#versions.get(key)?.at(-1);
      if (version === undefined || text(version.thing) === text(thing)) continue;
      version.thing = thing;
      done.touched++;
    }
  }

  #close(key: string, at: number): void {
    const version = this.#versions.get(key)?.at(-1);
    if (version !== undefined) version.end = at;
  }

  #open(key: string, at: number): void {
    const thing = this.#graph.entities.get(key) ?? this.#graph.relationships.get(key);
    if (thing === undefined) throw new Error(`${key} is not in the graph`);
    const versions = this.#versions.get(key) ?? [];
    this.#versions.set(key, [...versions, { begin: at, end: always, thing }]);
  }
}

function lineOf(thing: Thing): ExportLine {
  if ("key" in thing) {
    const { key, type, classes, properties } = thing;
    return { kind: "entity", _key: key, _type: type, _class: classes, properties };
  }
  const { type, verb, from, to, properties } = thing;
  const _key = relationshipKey(thing);
  const ends = { _fromEntityKey: from, _toEntityKey: to };
  return { kind: "relationship", _key, _type: type, _class: verb, ...ends, properties };
}
