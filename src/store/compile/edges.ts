import type { EdgeSlot, SlotNumber } from "../../j1ql/plan.ts";
import type { Way } from "../../j1ql/ways.ts";
import type { Context } from "./context.ts";
import { graphOf, linkSource } from "./graph-view.ts";
import { joined, predicateSql } from "./predicate.ts";
import type { Filters } from "./filters.ts";
import { instanceConditions, rowReader, whereSql } from "./scan.ts";
import { walkOf } from "./walk.ts";

/** What to read of the relationships in an edge slot besides their ends. */
export interface EdgeColumns {
  readonly slot: SlotNumber;
  readonly filters: Filters;
  /** `near` and `far` are always there: the ids before and behind the hop. */
  readonly columns: readonly string[];
}

/** One orientation in which relationships can be walked. */
interface Orientation {
  readonly direction: "out" | "in";
  readonly conditions: readonly string[];
}

const alias = "r";

/** SQL for the relationships that a hop can take, oriented along the hop; for SOMEHOW for the pairs that it connects. */
export function edgesSql(context: Context, read: EdgeColumns): string {
  const edge = context.plan.slots[read.slot];
  if (edge?.kind !== "edge")
    return "SELECT CAST(NULL AS BIGINT) AS near, CAST(NULL AS BIGINT) AS far WHERE FALSE";
  if (edge.between === null) return linksSql(context, edge, read);
  const walk = walkOf(context, { slot: read.slot, filters: read.filters, edge, linksSql });
  return `SELECT origin AS near, spot AS far FROM ${walk.distances} WHERE depth > 0`;
}

function linksSql(
  context: Context,
  edge: EdgeSlot,
  { slot, filters, columns }: EdgeColumns,
): string {
  const reader = rowReader(context, { alias, slot });
  const own = [
    ...instanceConditions(context, alias),
    ...(filters.get(slot) ?? []).map((predicate) => predicateSql(context, reader, predicate)),
  ];
  const orientations = orientationsOf(context, slot, edge);
  if (orientations.length > 1 && context.dialect.plainUnions) {
    return plainUnion(context, { orientations, own, columns });
  }
  const branches = orientations.map(({ direction, conditions }) => {
    const read = [...endsOf(direction), ...columns.map((name) => `${alias}.${name}`)];
    return `SELECT ${read.join(", ")} FROM ${context.relationship} ${alias}${whereSql([...conditions, ...own])}`;
  });
  return branches.join(" UNION ALL ");
}

function endsOf(direction: Orientation["direction"]): readonly string[] {
  const [near, far] = direction === "out" ? ["from_id", "to_id"] : ["to_id", "from_id"];
  return [`${alias}.${near} AS near`, `${alias}.${far} AS far`];
}

interface PlainUnion {
  readonly orientations: readonly Orientation[];
  readonly own: readonly string[];
  readonly columns: readonly string[];
}

/** Both orientations with all conditions outside the union. */
function plainUnion(context: Context, { orientations, own, columns }: PlainUnion): string {
  const { plan, options, binder, dialect } = context;
  const { asOf } = options;
  const source = linkSource(graphOf(plan, asOf), { binder, dialect, asOf });
  const branches = orientations.map(({ direction }) => {
    const isAhead = direction === "out" ? "TRUE" : "FALSE";
    return `SELECT ${alias}.*, ${endsOf(direction).join(", ")}, ${isAhead} AS ahead FROM ${source.table} ${alias}`;
  });
  const oriented = orientations.map(({ direction, conditions }) =>
    joined("AND", "TRUE", [
      direction === "out" ? `${alias}.ahead` : `NOT ${alias}.ahead`,
      ...conditions,
    ]),
  );
  const read = ["near", "far", ...columns].map((name) => `${alias}.${name}`);
  const all = [joined("OR", "FALSE", oriented), ...source.conditions(alias), ...own];
  return `SELECT ${read.join(", ")} FROM (${branches.join(" UNION ALL ")}) ${alias}${whereSql(all)}`;
}

function orientationsOf(
  context: Context,
  slot: SlotNumber,
  edge: EdgeSlot,
): readonly Orientation[] {
  if (context.known === null) return blindOrientations(context, edge);
  const ways = context.known.reach.ways.get(slot) ?? [];
  const out = ways.filter(({ direction }) => direction === "out");
  const back = ways.filter(({ direction }) => direction === "in");
  const found: Orientation[] = [];
  if (out.length > 0) found.push({ direction: "out", conditions: waysSql(context, edge, out) });
  if (back.length > 0) {
    const both = back.some((way) => out.some(({ shape }) => shape.type === way.shape.type));
    const conditions = [...waysSql(context, edge, back), ...(both ? [notLoop] : [])];
    found.push({ direction: "in", conditions });
  }
  return found.length > 0 ? found : [{ direction: "out", conditions: ["FALSE"] }];
}

/** A relationship of an entity with itself is one step, not two. */
const notLoop = `${alias}.from_id <> ${alias}.to_id`;

function blindOrientations(
  context: Context,
  { verbs, direction }: EdgeSlot,
): readonly Orientation[] {
  const conditions = verbsSql(context, verbs);
  const out: Orientation = { direction: "out", conditions };
  if (direction === "out") return [out];
  if (direction === "in") return [{ direction: "in", conditions }];
  return [out, { direction: "in", conditions: [...conditions, notLoop] }];
}

function verbsSql({ binder }: Context, verbs: readonly string[] | null): readonly string[] {
  if (verbs === null) return [];
  return [`${alias}.verb IN (${verbs.map((verb) => binder.text(verb)).join(", ")})`];
}

function waysSql(context: Context, { verbs }: EdgeSlot, ways: readonly Way[]): readonly string[] {
  const all = context.known?.catalogue.relationships ?? [];
  const types = new Set(ways.map(({ shape }) => shape.type));
  const isEvery = all.every(({ type }) => types.has(type));
  const listed = [...types].toSorted().map((type) => context.binder.text(type));
  const ofType = isEvery ? [] : [`${alias}.type IN (${listed.join(", ")})`];
  // A type says which verb it is, as long as every relationship of the type has it.
  const settled =
    verbs === null || all.every(({ type, verb }) => !types.has(type) || verbs.includes(verb));
  return settled ? ofType : [...ofType, ...verbsSql(context, verbs)];
}
