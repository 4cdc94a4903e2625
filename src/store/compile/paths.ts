import { isSomehow } from "../../j1ql/links.ts";
import type { PlanHop, PlanOptional, PlanStep, Predicate, SlotNumber } from "../../j1ql/plan.ts";
import { isCertain, tellsTarget } from "./certain.ts";
import { addPart, type Context } from "./context.ts";
import { edgesSql } from "./edges.ts";
import type { Filters } from "./filters.ts";
import type { Needs } from "./needs.ts";
import {
  entityColumns,
  exportedColumns,
  importedRefs,
  relationshipColumns,
  rowRef,
  type SlotRef,
} from "./slot-ref.ts";
import { nearEnds, requirements } from "./requirement.ts";
import { vertexConditions, whereSql } from "./scan.ts";
import { nothing } from "./term.ts";
import type { Reader } from "./value.ts";

/** Which paths to join, and what to read of them. */
export interface PathsInput {
  readonly filters: Filters;
  readonly needs: Needs;
  /** Whether equal paths need not be told apart: steps that nothing reads become conditions. */
  readonly asSet: boolean;
  /** Further conditions on the id of the start. */
  readonly start?: ((id: string) => readonly string[]) | undefined;
  /** Whether the start entities are numbered in their natural order, as `place`. */
  readonly placed?: boolean | undefined;
}

/** Joined paths: one row per path. */
export interface Paths {
  readonly from: string;
  readonly conditions: readonly string[];
  readonly reader: Reader;
  /** Whether each start entity stands in one row at most. */
  readonly isSingle: boolean;
  /** The number of the start entity in the natural order, if it was asked for. */
  readonly place: string;
}

interface Building {
  readonly context: Context;
  readonly input: PathsInput;
  readonly from: string[];
  readonly conditions: string[];
  readonly refs: Map<SlotNumber, SlotRef>;
  /** The id of the entity at which the next step starts. */
  current: string;
}

/** Joins the paths of a plan. */
export function pathsOf(context: Context, input: PathsInput): Paths {
  const building: Building = {
    context,
    input,
    from: [],
    conditions: [],
    refs: new Map(),
    current: "v0.id",
  };
  const { steps } = context.plan;
  const joined = input.asSet ? steps.slice(0, lastRead(steps, input.needs) + 1) : steps;
  const rest = steps.slice(joined.length);
  const { filters } = input;
  let among: string | undefined;
  if (isSought(context, joined, rest)) among = beginAtSought(building);
  else beginAt(building, joined[0]);
  walk(building, joined, rest.length === 0);
  building.conditions.push(
    ...requirements(context, building.current, { steps: rest, filters, among }),
  );
  return {
    from: building.from.join("\n"),
    conditions: building.conditions,
    reader: readerOf(building.refs, keyOf(context, joined)),
    isSingle: building.from.length === 1 && building.current === "v0.id",
    place: "v0.place",
  };
}

function readerOf(refs: ReadonlyMap<SlotNumber, SlotRef>, key: SlotNumber | undefined): Reader {
  return {
    key,
    id: (slot) => refs.get(slot)?.id ?? null,
    property: (slot, name) => refs.get(slot)?.property(name) ?? nothing,
    column: () => nothing,
  };
}

/** A path of one relationship is that relationship, unless it can be walked both ways. */
function keyOf({ known, plan }: Context, steps: readonly PlanStep[]): SlotNumber | undefined {
  const [first] = steps;
  if (first === undefined) return 0;
  if (steps.length > 1 || first.kind !== "hop" || first.negated || known === null) return undefined;
  if (isSomehow(plan, first)) return undefined;
  const ways = known.reach.ways.get(first.edge) ?? [];
  const directions = new Set(ways.map(({ direction }) => direction));
  return directions.size === 1 ? first.edge : undefined;
}

function lastRead(steps: readonly PlanStep[], needs: Needs): number {
  return steps.findLastIndex((step) => slotsIn(step).some((slot) => needs.has(slot)));
}

function slotsIn(step: PlanStep): readonly SlotNumber[] {
  if (step.kind === "hop") return step.negated ? [] : [step.edge, step.vertex];
  const inner = step.steps.flatMap(slotsIn);
  return step.group === null ? inner : [...inner, step.group];
}

/** Reads the start entities, unless the first step's relationships tell all there is to know about them. */
function beginAt(building: Building, first: PlanStep | undefined): void {
  if (startIsTold(building, first)) {
    building.current = "";
    return;
  }
  const { input, from, refs } = building;
  const further = input.start?.("v0.id") ?? [];
  const columns = input.placed === true ? [placeSql(building.context)] : [];
  const isTold = input.placed !== true && tells(building.context, first, { slot: 0, far: false });
  from.push(`(${vertexSql(building, { slot: 0, further, columns, isTold })}) v0`);
  refs.set(0, entityRef(building, 0));
}

/** Whether it helps to find the start entities first, since they will be few, and then look for their relationships. */
function isSought(
  { dialect, plan }: Context,
  joined: readonly PlanStep[],
  [next]: readonly PlanStep[],
): boolean {
  const [start] = plan.slots;
  if (!dialect.looksFirst || joined.length > 0 || start?.kind !== "vertex") return false;
  return next?.kind === "hop" && !next.negated && start.filter !== null && isOfFew(start.filter);
}

/** Whether a condition asks for a text: a key, a name, an address. */
function isOfFew(filter: Predicate): boolean {
  if (filter.kind === "all") return filter.of.some(isOfFew);
  if (filter.kind !== "compare" || filter.operator !== "=") return false;
  return filter.right.kind === "literal" && typeof filter.right.value === "string";
}

/** Reads the start entities into a part of their own; gives its name. */
function beginAtSought(building: Building): string {
  const { context, input, from, refs } = building;
  const further = input.start?.("v0.id") ?? [];
  const sought = addPart(context, "sought", vertexSql(building, { slot: 0, further }));
  from.push(`${sought} v0`);
  refs.set(0, entityRef(building, 0));
  return sought;
}

/** Whether a step's relationships tell what stands at an end, and it helps to leave it to them. */
function tells(
  context: Context,
  step: PlanStep | undefined,
  end: { readonly slot: SlotNumber; readonly far: boolean },
): boolean {
  if (!context.dialect.multipliesImplied || step?.kind !== "hop" || step.negated) return false;
  return tellsTarget(context, step, end);
}

function startIsTold({ context, input }: Building, first: PlanStep | undefined): boolean {
  if (first?.kind !== "hop" || first.negated) return false;
  if (input.placed === true || input.start !== undefined || isRead(input, 0)) return false;
  return isCertain(context, first, { slot: 0, far: false, filters: input.filters });
}

/** Whether any property of a slot is read. */
function isRead({ needs }: PathsInput, slot: SlotNumber): boolean {
  return (needs.get(slot)?.size ?? 0) > 0;
}

function placeSql({ dialect }: Context): string {
  const natural = ["v0.type", "v0.display_name", "v0.key"].map((text) => dialect.collated(text));
  return `row_number() OVER (ORDER BY ${natural.join(", ")}, v0.id) AS place`;
}

interface VertexRead {
  readonly slot: SlotNumber;
  readonly further?: readonly string[];
  readonly columns?: readonly string[];
  /** Whether the relationships joined with it tell already what it is. */
  readonly isTold?: boolean;
}

function vertexSql(
  { context, input }: Building,
  { slot, further = [], columns = [], isTold = false }: VertexRead,
): string {
  const row = { alias: `v${slot}`, slot };
  const read = entityColumns(context, row, input.needs).map(({ sql, name }) => `${sql} AS ${name}`);
  const selected = [`${row.alias}.id`, ...read, ...columns].join(", ");
  const { filters } = input;
  const conditions = [...vertexConditions(context, row, { filters, isTold }), ...further];
  return `SELECT ${selected} FROM ${context.entity} ${row.alias}${whereSql(conditions)}`;
}

function entityRef({ context, input }: Building, slot: SlotNumber): SlotRef {
  const row = { alias: `v${slot}`, slot };
  const columns = entityColumns(context, row, input.needs);
  return {
    id: `v${slot}.id`,
    property: (property) => {
      const column = columns.find((one) => one.property === property);
      return column === undefined ? nothing : { kind: column.kind, sql: `v${slot}.${column.name}` };
    },
  };
}

function walk(building: Building, steps: readonly PlanStep[], toTheEnd: boolean): void {
  steps.forEach((step, index) => {
    const isLast = toTheEnd && index === steps.length - 1;
    if (step.kind === "optional") joinOptional(building, step, isLast);
    else if (step.negated) exclude(building, step);
    else joinHop(building, step);
  });
}

function exclude({ context, input, conditions, current }: Building, hop: PlanHop): void {
  const excluded = nearEnds(context, hop, { steps: [], filters: input.filters });
  conditions.push(context.dialect.notAmong(current, excluded));
}

function joinHop(building: Building, hop: PlanHop): void {
  const { context, input, from, refs } = building;
  const { filters, needs } = input;
  const edge = `e${hop.edge}`;
  const columns = needs.has(hop.edge) ? relationshipColumns(context) : [];
  const edges = `(${edgesSql(context, { slot: hop.edge, filters, columns })}) ${edge}`;
  if (building.current === "") {
    from.push(edges);
    refs.set(0, { id: `${edge}.near`, property: () => nothing });
  } else from.push(`JOIN ${edges} ON ${edge}.near = ${building.current}`);
  if (needs.has(hop.edge)) refs.set(hop.edge, rowRef(context, { alias: edge, slot: hop.edge }));
  joinVertex(building, hop, `${edge}.far`);
}

function joinVertex(building: Building, hop: PlanHop, far: string): void {
  const { context, input, from, refs } = building;
  const { filters } = input;
  const slot = hop.vertex;
  if (!isRead(input, slot) && isCertain(context, hop, { slot, far: true, filters })) {
    building.current = far;
    refs.set(slot, { id: far, property: () => nothing });
    return;
  }
  const isTold = tells(context, hop, { slot, far: true });
  from.push(`JOIN (${vertexSql(building, { slot, isTold })}) v${slot} ON v${slot}.id = ${far}`);
  building.current = `v${slot}.id`;
  refs.set(slot, entityRef(building, slot));
}

/** Joins what a group reaches. Where steps follow, they start from there and from where the group started. */
function joinOptional(building: Building, step: PlanOptional, isLast: boolean): void {
  const { context, from, refs, current } = building;
  const inner: Building = {
    ...building,
    from: [],
    conditions: [],
    refs: new Map(),
    current: "o.id",
  };
  inner.from.push(`${context.entity} o`);
  walk(inner, step.steps, false);
  const group = `g${[...slotsIn(step)].join("_")}`;
  const exported = exportedColumns(inner.refs, building.input.needs);
  const walked = `SELECT o.id AS origin, ${inner.current} AS reached${exported.map(({ sql, name }) => `, ${sql} AS ${name}`).join("")} FROM ${inner.from.join(" ")}${whereSql(inner.conditions)}`;
  if (isLast) from.push(`LEFT JOIN (${walked}) ${group} ON ${group}.origin = ${current}`);
  else {
    const skipped = `SELECT o.id, o.id${exported.map(() => ", NULL").join("")} FROM ${context.entity} o`;
    from.push(`JOIN (${walked} UNION ALL ${skipped}) ${group} ON ${group}.origin = ${current}`);
    building.current = `${group}.reached`;
  }
  for (const [slot, ref] of importedRefs(exported, group)) refs.set(slot, ref);
  const reached = isLast ? `coalesce(${group}.reached, ${current})` : `${group}.reached`;
  joinGroupSlot(building, step, { group, reached });
}

/** The alias of a group is an entity like any other: it is read if something asks for its properties. */
function joinGroupSlot(
  building: Building,
  { group: slot }: PlanOptional,
  { group, reached }: { readonly group: string; readonly reached: string },
): void {
  if (slot === null || !building.input.needs.has(slot)) return;
  const { context, from, refs } = building;
  const alias = `u${group}`;
  from.push(`JOIN ${context.entity} ${alias} ON ${alias}.id = ${reached}`);
  refs.set(slot, rowRef(context, { alias, slot }));
}
