import { isSomehow, linksOf } from "../../j1ql/links.ts";
import type { PlanHop, PlanOptional, PlanStep, SlotNumber } from "../../j1ql/plan.ts";
import { startsOf } from "./compile-list.ts";
import { isCertain } from "./certain.ts";
import { addPart, type Context, withParts } from "./context.ts";
import { edgesSql } from "./edges.ts";
import type { Filters } from "./filters.ts";
import { needsOf } from "./needs.ts";
import { pathsOf } from "./paths.ts";
import { predicateSql } from "./predicate.ts";
import { pushDown, type Pushed } from "./pushdown.ts";
import { requirements, type Rest } from "./requirement.ts";
import { vertexIds, whereSql } from "./scan.ts";
import { relationshipColumns } from "./slot-ref.ts";
import { trailOf } from "./walk.ts";
import { bareRelationship, type SelectedColumn, wholeEntity } from "./whole.ts";

/** What a tree holds: selects of vertex ids, each with its layer, and of edge ids. */
interface Held {
  readonly vertices: string[];
  readonly edges: string[];
  /** Whether the edge selects give whole rows, so that they need not be looked for by their ids. */
  readonly isWhole: boolean;
}

/** SQL for a tree: the start entities of one page and what was traversed from them. */
export function compileTree(context: Context): string {
  const { matched, page } = startsOf(context);
  const pushed = pushDown(context.plan);
  const isWalked = ({ hop }: { readonly hop: PlanHop }): boolean => isSomehow(context.plan, hop);
  const isWhole = pushed.rest.length === 0 && !linksOf(context.plan).some(isWalked);
  const held: Held = { vertices: [`SELECT id, 0 AS layer FROM ${page}`], edges: [], isWhole };
  // Where a condition looks at several slots, only whole paths tell what was traversed.
  if (pushed.rest.length > 0) gatherPaths(context, { held, page, pushed });
  else {
    const walker: Walker = { context, held, filters: pushed.filters, layers: layersOf(context) };
    walk(walker, page, { steps: context.plan.steps, filters: pushed.filters });
  }
  return withParts(context, readHeld(context, { held, matched }));
}

/** The number of each entity slot's step, the start being 0. */
function layersOf({ plan }: Context): ReadonlyMap<SlotNumber, number> {
  const vertices = plan.slots.flatMap(({ kind }, slot) => (kind === "vertex" ? [slot] : []));
  return new Map(vertices.map((slot, layer) => [slot, layer]));
}

interface Walker {
  readonly context: Context;
  readonly held: Held;
  readonly filters: Filters;
  readonly layers: ReadonlyMap<SlotNumber, number>;
}

/** Follows the steps from the ids that a part holds; gives the name of the part with the ids reached. */
function walk(walker: Walker, from: string, rest: Rest): string {
  const [step, ...after] = rest.steps;
  if (step === undefined) return from;
  const further = { ...rest, steps: after };
  if (step.kind === "optional") return walkOptional(walker, from, { step, rest: further });
  if (step.negated) return walk(walker, from, further);
  return walk(walker, walkHop(walker, from, { hop: step, rest: further }), further);
}

function walkHop(
  { context, held, filters, layers }: Walker,
  from: string,
  { hop, rest }: { readonly hop: PlanHop; readonly rest: Rest },
): string {
  const alias = `v${hop.vertex}`;
  const isWalk = isSomehow(context.plan, hop);
  const columns = held.isWhole ? relationshipColumns(context) : isWalk ? [] : ["id"];
  const edges = edgesSql(context, { slot: hop.edge, filters, columns });
  const further = requirements(context, `${alias}.id`, rest);
  const row = { alias, slot: hop.vertex };
  const isTold = further.length === 0 && isCertain(context, hop, { ...row, far: true, filters });
  const ended = isTold ? "" : ` AND e.far IN (${vertexIds(context, { row, filters }, further)})`;
  const read = isWalk ? "e.near" : columns.map((name) => `e.${name}`).join(", ");
  const sql = `SELECT ${read}, e.far FROM (${edges}) e WHERE e.near IN (SELECT id FROM ${from})${ended}`;
  const walked = addPart(context, "walked", sql);
  const layer = layers.get(hop.vertex) ?? 0;
  if (isWalk) holdTrail(context, held, { hop, pairs: walked, layer });
  else {
    held.edges.push(`SELECT ${columns.join(", ")} FROM ${walked}`);
    held.vertices.push(`SELECT far AS id, ${layer} AS layer FROM ${walked}`);
  }
  return addPart(context, "reached", `SELECT DISTINCT far AS id FROM ${walked}`);
}

interface PairsOfHop {
  readonly hop: PlanHop;
  /** Names a part with `near` and `far`. */
  readonly pairs: string;
  readonly layer: number;
}

/** Of a SOMEHOW step a tree holds all shortest paths. */
function holdTrail(context: Context, held: Held, { hop, pairs, layer }: PairsOfHop): void {
  const walk = context.walks.get(hop.edge);
  if (walk === undefined) return;
  const { edges, vertices } = trailOf(context, walk, pairs);
  held.edges.push(edges);
  held.vertices.push(`SELECT spot AS id, ${layer} AS layer FROM (${vertices}) w`);
}

function walkOptional(
  walker: Walker,
  from: string,
  { step, rest }: { readonly step: PlanOptional; readonly rest: Rest },
): string {
  const end = (id: string): readonly string[] => requirements(walker.context, id, rest);
  const reached = walk(walker, from, { steps: step.steps, filters: rest.filters, end });
  if (rest.steps.length === 0) return reached;
  const both = `SELECT id FROM ${from} UNION SELECT id FROM ${reached}`;
  return walk(walker, addPart(walker.context, "reached", both), rest);
}

interface GatherInput {
  readonly held: Held;
  readonly page: string;
  readonly pushed: Pushed;
}

function gatherPaths(context: Context, { held, page, pushed }: GatherInput): void {
  const slots = pathSlots(context, context.plan.steps);
  const needs = needsOf(
    slots.map((slot) => ({ kind: "whole", slot })),
    pushed.rest,
  );
  const start = (id: string): readonly string[] => [`${id} IN (SELECT id FROM ${page})`];
  const { filters, rest } = pushed;
  const paths = pathsOf(context, { filters, needs, asSet: false, start });
  const { reader } = paths;
  const columns = slots.map((slot) => `${reader.id(slot) ?? "NULL"} AS s${slot}`);
  const conditions = [
    ...paths.conditions,
    ...rest.map((one) => predicateSql(context, reader, one)),
  ];
  const sql = `SELECT ${["v0.id AS s0", ...columns].join(", ")} FROM ${paths.from}${whereSql(conditions)}`;
  const part = addPart(context, "paths", sql);
  const layers = layersOf(context);
  for (const slot of slots) {
    const layer = layers.get(slot);
    const ids = `FROM ${part} WHERE s${slot} IS NOT NULL`;
    if (layer === undefined) held.edges.push(`SELECT s${slot} AS id ${ids}`);
    else held.vertices.push(`SELECT s${slot} AS id, ${layer} AS layer ${ids}`);
  }
  for (const { hop, from } of linksOf(context.plan)) {
    if (hop.negated || !isSomehow(context.plan, hop)) continue;
    // Behind an optional group the step started from the last entity that is there.
    const near = from.map((slot) => `s${slot}`).toReversed();
    const pairs = `SELECT DISTINCT coalesce(${near.join(", ")}) AS near, s${hop.vertex} AS far FROM ${part} WHERE s${hop.vertex} IS NOT NULL`;
    const layer = layers.get(hop.vertex) ?? 0;
    holdTrail(context, held, { hop, pairs: addPart(context, "pairs", pairs), layer });
  }
}

/** The slots of a path that are single entities or relationships. */
function pathSlots(context: Context, steps: readonly PlanStep[]): readonly SlotNumber[] {
  return steps.flatMap((step) => {
    if (step.kind === "optional") return pathSlots(context, step.steps);
    if (step.negated) return [];
    return isSomehow(context.plan, step) ? [step.vertex] : [step.edge, step.vertex];
  });
}

/** Reads what is held: the total, the vertices with their layers, and the edges, in no order. */
function readHeld(
  context: Context,
  { held, matched }: { readonly held: Held; readonly matched: string },
): string {
  const vertices = addPart(
    context,
    "vertices",
    `SELECT id, min(layer) AS layer FROM (${held.vertices.join(" UNION ALL ")}) h GROUP BY id`,
  );
  const total: Branch = {
    columns: [part("total"), { sql: "CAST(count(*) AS DOUBLE PRECISION)", name: "layer" }],
    from: matched,
  };
  const layer = { sql: "CAST(h.layer AS DOUBLE PRECISION)", name: "layer" };
  const { isLate } = context.dialect;
  const whole = isLate
    ? [{ sql: "CAST(h.id AS TEXT)", name: "id" }]
    : wholeEntity(context, "x", "");
  const vertex: Branch = {
    columns: [part("vertex"), layer, ...whole],
    from: isLate ? `${vertices} h` : `${vertices} h JOIN ${context.entity} x ON x.id = h.id`,
  };
  // Both ends of what was traversed were traversed, too: their keys stand with the vertices.
  const edge: Branch = {
    columns: [part("edge"), ...bareRelationship(context, "y", "")],
    from: `(${edgesHeld(context, held)}) y`,
  };
  const branches = held.edges.length > 0 ? [total, vertex, edge] : [total, vertex];
  return unionByName(branches);
}

/** SQL for the relationships that are held, each once. */
function edgesHeld({ relationship }: Context, { edges, isWhole }: Held): string {
  const all = edges.join(" UNION ALL ");
  return isWhole
    ? `SELECT DISTINCT ON (id) * FROM (${all}) d`
    : `SELECT * FROM ${relationship} WHERE id IN (${all})`;
}

/** One select of a union. */
interface Branch {
  readonly columns: readonly SelectedColumn[];
  readonly from: string;
}

function part(name: string): SelectedColumn {
  return { sql: `'${name}'`, name: "part" };
}

/** A union of selects that have some columns in common; what one lacks is NULL there. */
function unionByName(branches: readonly Branch[]): string {
  const all = new Set(branches.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const selects = branches.map(({ columns, from }) => {
    const own = new Map(columns.map(({ name, sql }) => [name, sql]));
    const read = [...all].map((name) => `${own.get(name) ?? "NULL"} AS ${name}`);
    return `SELECT ${read.join(", ")} FROM ${from}`;
  });
  return selects.join(" UNION ALL ");
}
