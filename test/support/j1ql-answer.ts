import { shiftMoment } from "../../src/j1ql/dates.ts";
import type { Plan, PlanValue } from "../../src/j1ql/plan.ts";
import type { Cell, QueryResult } from "../../src/j1ql/result.ts";
import { viewOf } from "./j1ql-view.ts";
import { type InnerAnswers, Reference } from "./j1ql-reference.ts";
import { node } from "./j1ql-graph.ts";
import {
  type Binding,
  computedOf,
  type Graph,
  type Held,
  type Scalar,
  scalarsOf,
  valueOf,
} from "./j1ql-values.ts";

/** An answer reduced to what must be equal: rows as texts, in no order. */
export interface Answer {
  readonly rows: readonly string[];
  readonly total: number;
}

/** What the naive interpreter answers; without regard to LIMIT, SKIP and order. */
export function referenceAnswer(whole: Graph, plan: Plan, now: number): Answer {
  const graph = viewOf(whole, now, plan.deleted);
  const answers = new Map<Plan, Answer>();
  const answerTo = (asked: Plan): Answer => {
    const answer = answers.get(asked) ?? referenceAnswer(whole, asked, now);
    answers.set(asked, answer);
    return answer;
  };
  const inner: InnerAnswers = {
    values: (asked) => columnOf(answerTo(asked)),
    starts: (asked) => answerTo(asked).rows.map((row) => Number(row.slice(1))),
  };
  const reference = new Reference(graph, plan, { now, inner });
  const paths = reference.paths();
  if (plan.result === "table") return tableAnswer({ graph, plan, now, reference }, paths);
  const starts = new Set(paths.map((path) => nodeId(path, 0)));
  if (plan.result === "list") {
    const rows = [...starts].map((id) => `v${id}`).toSorted();
    return { rows, total: rows.length };
  }
  return { rows: treeRows(plan, paths), total: starts.size };
}

/** The values in the one column of a table. */
function columnOf({ rows }: Answer): readonly Scalar[] {
  return rows.flatMap((row) => {
    const cells: readonly Held[] = JSON.parse(row);
    return scalarsOf(cells[0]);
  });
}

function nodeId(path: Binding, slot: number): number {
  const bound = path.get(slot);
  if (bound === undefined) return -1;
  return "node" in bound ? bound.node.id : bound.edge.id;
}

function treeRows(plan: Plan, paths: readonly Binding[]): readonly string[] {
  const layers = new Map(
    plan.slots
      .flatMap(({ kind }, slot) => (kind === "vertex" ? [slot] : []))
      .map((slot, layer) => [slot, layer]),
  );
  const vertices = new Map<number, number>();
  const edges = new Set<number>();
  for (const path of paths) {
    for (const [slot, bound] of path) {
      const layer = layers.get(slot < 0 ? Math.floor(-slot / 1_000) : slot);
      if ("edge" in bound) edges.add(bound.edge.id);
      else if (layer !== undefined)
        vertices.set(bound.node.id, Math.min(layer, vertices.get(bound.node.id) ?? layer));
    }
  }
  return [
    ...[...vertices].map(([id, layer]) => `v${id}@${layer}`),
    ...[...edges].map((id) => `r${id}`),
  ].toSorted();
}

interface Asked {
  readonly graph: Graph;
  readonly plan: Plan;
  readonly now: number;
  readonly reference: Reference;
}

function tableAnswer(question: Asked, all: readonly Binding[]): Answer {
  const { asked, paths } = unwound(question, all);
  const { plan, reference } = asked;
  const isGrouped = plan.columns.some(({ value }) => isAggregate(value));
  const groups = isGrouped ? groupsOf(asked, paths) : paths.map((path) => [path]);
  const rows = groups
    .map((group) => plan.columns.map(({ value }) => cellOf(asked, group, value)))
    .filter(
      (cells) => plan.having === null || reference.holds(inline(plan.having, cells), new Map()),
    )
    .map((cells) => JSON.stringify(cells.map((cell) => cell ?? null)));
  const kept = plan.unique ? [...new Set(rows)] : rows;
  return { rows: kept.toSorted(), total: kept.length };
}

/** The plan with an invented entity per UNWIND, and the paths once per element of each list. */
function unwound(asked: Asked, all: readonly Binding[]) {
  const unwinds = [
    ...new Set(
      asked.plan.columns.flatMap(({ value }) =>
        value.kind === "unwind" ? [JSON.stringify(value)] : [],
      ),
    ),
  ];
  const paths = unwinds.reduce(
    (before: readonly Binding[], text, index) =>
      before.flatMap((path) => {
        const list = single(asked, path, JSON.parse(text).of);
        return scalarsOf(list).map(
          (item): Binding =>
            new Map([...path, [1_000 + index, { node: node(0, "", { properties: { item } }) }]]),
        );
      }),
    all,
  );
  const columns = asked.plan.columns.map(({ name, value }) => {
    if (value.kind !== "unwind") return { name, value };
    const slot = 1_000 + unwinds.indexOf(JSON.stringify(value));
    return { name, value: { kind: "property" as const, slot, name: "item" } };
  });
  return { asked: { ...asked, plan: { ...asked.plan, columns } }, paths };
}

/** A predicate with the cells of a row in place of references to columns. */
function inline<Part>(part: Part, cells: readonly Held[]): Part {
  return JSON.parse(
    JSON.stringify(part, (_, value: unknown) => {
      if (
        typeof value !== "object" ||
        value === null ||
        !("kind" in value) ||
        value.kind !== "column"
      )
        return value;
      return {
        kind: "literal",
        value: "index" in value ? (cells[Number(value.index)] ?? null) : null,
      };
    }),
  );
}

function isAggregate(value: PlanValue): boolean {
  return JSON.stringify(value).includes('"kind":"aggregate"');
}

function groupsOf(asked: Asked, paths: readonly Binding[]): readonly (readonly Binding[])[] {
  const keys = asked.plan.columns.filter(
    ({ value }) => !isAggregate(value) && value.kind !== "literal",
  );
  if (keys.length === 0) return [paths];
  const groups = Map.groupBy(paths, (path) =>
    JSON.stringify(keys.map(({ value }) => cellOf(asked, [path], value) ?? null)),
  );
  return [...groups.values()];
}

function cellOf(asked: Asked, group: readonly Binding[], value: PlanValue): Held {
  const [path] = group;
  if (value.kind === "aggregate") return aggregateOf(asked, group, value);
  if (value.kind === "whole" || value.kind === "everything") {
    return path?.has(value.slot) === true ? `#${nodeId(path, value.slot)}` : undefined;
  }
  if (value.kind === "arithmetic" || value.kind === "call" || value.kind === "shift") {
    return computedOf(value, (part) => cellOf(asked, group, part), shiftMoment);
  }
  return single(asked, path ?? new Map(), value);
}

function single({ graph, now }: Asked, binding: Binding, value: PlanValue): Held {
  return valueOf({ binding, graph, now, shift: shiftMoment }, value);
}

function aggregateOf(
  asked: Asked,
  group: readonly Binding[],
  { name, of }: PlanValue & { kind: "aggregate" },
): Held {
  const slots = [...JSON.stringify(of).matchAll(/"slot":(\d+)/g)].map(([, slot]) => Number(slot));
  if (of.kind === "whole")
    return new Set(group.map((path) => nodeId(path, of.slot)).filter((id) => id >= 0)).size;
  const once = new Map(
    group.map((path) => [
      JSON.stringify(slots.map((slot) => nodeId(path, slot))),
      single(asked, path, of),
    ]),
  );
  const values = [...once.values()].filter((value) => value !== undefined);
  if (name === "count") return new Set(values.map((value) => JSON.stringify(value))).size;
  const numbers = values.filter((value) => typeof value === "number");
  if (name === "min" || name === "max")
    return extremeOf(
      name,
      numbers,
      values.filter((value) => typeof value === "string"),
    );
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, value) => total + value, 0);
  return name === "sum" ? sum : sum / numbers.length;
}

function extremeOf(
  name: "min" | "max",
  numbers: readonly number[],
  texts: readonly string[],
): Held {
  if (numbers.length > 0) return name === "min" ? Math.min(...numbers) : Math.max(...numbers);
  const sorted = texts.toSorted();
  return name === "min" ? sorted[0] : sorted.at(-1);
}

/** A result in the same form. */
export function answerOf(result: QueryResult, plan: Plan): Answer {
  const { totalCount: total } = result;
  if (result.type === "list")
    return { rows: result.data.map(({ id }) => `v${id}`).toSorted(), total };
  if (result.type === "tree") {
    const vertices = result.data.vertices.map(({ id, layer }) => `v${id}@${layer}`);
    return { rows: [...vertices, ...result.data.edges.map(({ id }) => id)].toSorted(), total };
  }
  const rows = result.data.map((row) =>
    JSON.stringify(plan.columns.map((column) => flat(row, column))),
  );
  return { rows: rows.toSorted(), total };
}

function flat(row: Readonly<Record<string, Cell>>, column: Plan["columns"][number]): unknown {
  if (column.value.kind === "everything") {
    const id = row[`${column.name.replace(/\*$/, "")}_id`];
    return typeof id === "string" ? `#${id.replace(/^r/, "")}` : null;
  }
  const cell = row[column.name] ?? null;
  if (typeof cell === "object" && cell !== null && "id" in cell)
    return `#${cell.id.replace(/^r/, "")}`;
  return cell;
}

/** Whether values stand in the order that ORDER BY asks for: numbers, then the rest, absent ones last either way. */
export function isOrdered(values: readonly Held[], descending: boolean): boolean {
  const pairs = values.slice(1).map((value, index) => [values[index], value] as const);
  return pairs.every(([one, other]) => {
    if (rank(one) !== rank(other)) return rank(one) < rank(other);
    const [less, more] = descending ? [other, one] : [one, other];
    if (typeof less === "number" && typeof more === "number") return less <= more;
    return rank(one) === 2 || JSON.stringify(less) <= JSON.stringify(more);
  });
}

function rank(value: Held): number {
  if (value === undefined || value === null) return 2;
  return typeof value === "number" ? 0 : 1;
}
