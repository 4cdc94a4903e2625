import { parse } from "../src/j1ql/parse.ts";
import type { Cell, QueryResult, ResultEdge, ResultEntity, Value } from "../src/j1ql/result.ts";
import type {
  Comparison,
  Condition,
  Expression,
  Hop,
  Query,
  Returns,
  Selector,
  Target,
} from "../src/j1ql/syntax.ts";
import type { ReadingDesk } from "../src/service/desk.ts";
import type { GraphShape } from "../src/service/service.ts";
import { edges, entities } from "./console-graph.ts";

/** A way through the graph: what each name stands for, where it got to, and what it passed. */
interface Way {
  readonly names: ReadonlyMap<string, ResultEntity>;
  readonly at: ResultEntity;
  readonly passed: readonly { readonly entity: ResultEntity; readonly layer: number }[];
  readonly edges: readonly ResultEdge[];
}

/** The verbs over a graph in memory, for what the console asks: J1QL's own parser over a walk from entity to entity. */
export function createConsoleService(now: () => number): ReadingDesk {
  return {
    async query({ text, asTree, limit }) {
      const { query, problems } = parse(text);
      if (query === null || problems.length > 0) return { ok: false, problems };
      const result = answer(query, asTree === true, limit ?? Number.POSITIVE_INFINITY);
      return { ok: true, result, warnings: [], ms: 1.4 };
    },
    check: (text) => ({ problems: parse(text).problems, warnings: [] }),
    explain: async ({ text }) => text,
    async *export() {},
    async *changes() {},
    shape: async () => shape(),
    status: async () => [
      {
        id: 1,
        tenantId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        accountName: "Contoso Defender",
        lastRun: {
          id: 7,
          state: "completed",
          startedOn: now() - 800_000,
          endedOn: now() - 720_000,
        },
      },
    ],
  };
}

function answer(query: Query, asTree: boolean, most: number): QueryResult {
  const ways = walk(query);
  const { returns } = query;
  if (asTree || returns?.kind === "tree") return treeOf(ways, most);
  if (returns?.kind === "columns") return tableOf(query, returns, ways);
  const found = [...new Set(ways.flatMap(({ passed }) => passed[0]?.entity ?? []))];
  return {
    type: "list",
    data: found.slice(0, query.limit?.value ?? most),
    totalCount: found.length,
  };
}

function walk({ start, steps, where }: Query): readonly Way[] {
  let ways = entities
    .filter((entity) => fits(entity, start))
    .map((at): Way => ({
      names: named(new Map(), start, at),
      at,
      passed: [{ entity: at, layer: 0 }],
      edges: [],
    }));
  for (const [index, step] of steps.entries()) {
    if (step.kind === "hop") ways = ways.flatMap((way) => hop(way, step, index + 1));
  }
  return where === null
    ? ways
    : ways.filter(({ names }) => holds(where, (path) => valueIn(path, names)));
}

function hop(way: Way, step: Hop, layer: number): readonly Way[] {
  const verbs = step.verbs.map(({ text }) => text?.toUpperCase());
  const reached = edges.flatMap((edge) => {
    if (!verbs.includes(undefined) && !verbs.includes(edge.relationship._class)) return [];
    const outward = edge.fromVertexId === way.at.id && step.direction !== "in";
    const inward = edge.toVertexId === way.at.id && step.direction !== "out";
    const other = outward ? edge.toVertexId : inward ? edge.fromVertexId : undefined;
    const entity = entities.find(({ id }) => id === other);
    return entity !== undefined && fits(entity, step.selector) ? [{ edge, entity }] : [];
  });
  if (step.negated) return reached.length === 0 ? [way] : [];
  return reached.map(({ edge, entity }) => ({
    names: named(way.names, step.selector, entity),
    at: entity,
    passed: [...way.passed, { entity, layer }],
    edges: [...way.edges, edge],
  }));
}

function named(
  names: Way["names"],
  { alias, target }: Selector,
  entity: ResultEntity,
): Way["names"] {
  const name = alias?.text ?? (target.kind === "name" ? target.text : "");
  return new Map([...names, [name, entity]]);
}

function fits(entity: ResultEntity, { target, filter }: Selector): boolean {
  if (!isOf(entity, target)) return false;
  return filter === null || holds(filter, (path) => propertyOf(entity, path));
}

function isOf({ entity }: ResultEntity, target: Target): boolean {
  if (target.kind === "any") return true;
  return target.kind === "name" && [...entity._type, ...entity._class].includes(target.text);
}

type Read = (path: readonly string[]) => Cell;

function holds(condition: Condition, read: Read): boolean {
  switch (condition.kind) {
    case "and":
      return condition.of.every((part) => holds(part, read));
    case "or":
      return condition.of.some((part) => holds(part, read));
    case "not":
      return !holds(condition.of, read);
    case "comparison":
      return compare(condition, read);
    case "cidr":
    case "missing":
      return false;
  }
}

function compare({ left, operator, right }: Comparison, read: Read): boolean {
  const value = left.kind === "path" ? read(left.parts.map(({ text }) => text)) : null;
  const wanted = "value" in right ? right.value : null;
  return operator === "!=" ? value !== wanted : value === wanted;
}

function propertyOf({ entity, properties }: ResultEntity, path: readonly string[]): Value {
  const name = path.join(".");
  return name === "_key" ? entity._key : (properties[name] ?? null);
}

function valueIn([name = "", ...path]: readonly string[], names: Way["names"]): Cell {
  const entity = names.get(name);
  if (entity === undefined) return null;
  return path.length === 0 ? entity : propertyOf(entity, path);
}

function treeOf(ways: readonly Way[], most: number): QueryResult {
  const starts = [...new Set(ways.map(({ passed }) => passed[0]?.entity.id))];
  const kept = new Set(starts.slice(0, most));
  const drawn = ways.filter(({ passed }) => kept.has(passed[0]?.entity.id));
  const vertices = new Map<string, ResultEntity>();
  for (const { entity, layer } of drawn.flatMap(({ passed }) => passed)) {
    if ((vertices.get(entity.id)?.layer ?? Number.POSITIVE_INFINITY) > layer)
      vertices.set(entity.id, { ...entity, layer });
  }
  const data = {
    vertices: [...vertices.values()],
    edges: [...new Set(drawn.flatMap((way) => way.edges))],
  };
  return { type: "tree", data, totalCount: starts.length };
}

function tableOf(
  query: Query,
  { columns }: Extract<Returns, { kind: "columns" }>,
  ways: readonly Way[],
): QueryResult {
  const names = columns.map(({ alias, label }) => alias?.text ?? label);
  const isCount = (value: Expression): boolean => value.kind === "call";
  const keyed = columns.filter(({ value }) => !isCount(value));
  const grouping = keyed.length < columns.length;
  const groups = Map.groupBy(ways, (way) => {
    return grouping ? JSON.stringify(keyed.map(({ value }) => cellOf(value, [way]))) : way;
  });
  const data = [...groups.values()].map((group): Readonly<Record<string, Cell>> => {
    return Object.fromEntries(
      columns.map(({ value }, index) => [names[index] ?? "", cellOf(value, group)]),
    );
  });
  const key = query.orderBy[0];
  const by = key?.value.kind === "path" ? (key.value.parts[0]?.text ?? "") : "";
  const ordered = key === undefined ? data : data.toSorted((a, b) => Number(b[by]) - Number(a[by]));
  const limited = ordered.slice(0, query.limit?.value ?? ordered.length);
  return { type: "table", columns: names, data: limited, totalCount: limited.length };
}

function cellOf(value: Expression, ways: readonly Way[]): Cell {
  const of = value.kind === "call" ? value.of[0] : value;
  if (of?.kind !== "path") return null;
  const path = of.parts.map(({ text }) => text);
  const values = ways.map(({ names }) => valueIn(path, names));
  return value.kind === "call" ? new Set(values).size : (values[0] ?? null);
}

function shape(): GraphShape {
  const types = Map.groupBy(entities, ({ entity }) => entity._type[0] ?? "");
  const typeOf = new Map(entities.map(({ id, entity }) => [id, entity._type[0] ?? ""]));
  const links = Map.groupBy(edges, ({ fromVertexId, relationship, toVertexId }) => {
    return [typeOf.get(fromVertexId), relationship._class, typeOf.get(toVertexId)].join("|");
  });
  return {
    entities: [...types].map(([type, members]) => {
      return { type, classes: members[0]?.entity._class ?? [], count: members.length };
    }),
    relationships: [...links].map(([link, members]) => {
      const [fromType = "", verb = "", toType = ""] = link.split("|");
      return {
        type: `${fromType}_${verb.toLowerCase()}_${toType}`,
        verb,
        fromType,
        toType,
        count: members.length,
      };
    }),
  };
}
