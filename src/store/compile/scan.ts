import type { SlotNumber, VertexSlot } from "../../j1ql/plan.ts";
import { settles } from "./certain.ts";
import type { Context } from "./context.ts";
import type { Filters } from "./filters.ts";
import { joined, predicateSql } from "./predicate.ts";
import { propertyTerm, type Row } from "./property.ts";
import { targetSql } from "./target.ts";
import { nothing } from "./term.ts";
import type { Reader } from "./value.ts";

/** A reader of one row of the graph: what a filter on a single entity or relationship may see. */
export function rowReader(context: Context, row: Row): Reader {
  const has = (slot: SlotNumber): boolean => slot === row.slot;
  return {
    id: (slot) => (has(slot) ? `${row.alias}.id` : null),
    property: (slot, name) => (has(slot) ? propertyTerm(context, row, name) : nothing),
    column: () => nothing,
  };
}

/** What filters the entities of a slot besides the slot itself. */
export interface VertexFilters {
  readonly filters: Filters;
  /** Whether the relationships that lead there tell already what they are. */
  readonly isTold?: boolean;
}

/** Conditions that a row must meet to stand in a vertex slot. */
export function vertexConditions(
  context: Context,
  row: Row,
  { filters, isTold = false }: VertexFilters,
): readonly string[] {
  const slot = context.plan.slots[row.slot];
  if (slot?.kind !== "vertex") return [];
  const reader = rowReader(context, row);
  const own = slot.filter === null ? [] : [slot.filter];
  const predicates = [...own, ...(filters.get(row.slot) ?? [])];
  return [
    ...instanceConditions(context, row.alias),
    ...(isTold ? [] : typeConditions(context, row, slot)),
    ...predicates.map((predicate) => predicateSql(context, reader, predicate)),
  ].filter((condition) => condition !== "TRUE");
}

/** Conditions that keep to one instance's part of the graph, if that was asked for. */
export function instanceConditions({ binder, instanceId }: Context, alias: string): string[] {
  return instanceId === null ? [] : [`${alias}.instance_id = ${binder.integer(instanceId)}`];
}

/** With a catalogue the types that are possible here; what they do not settle is asked of each row. */
function typeConditions(context: Context, row: Row, { target }: VertexSlot): readonly string[] {
  const asked = targetSql(context, row.alias, target);
  if (context.known === null) return [asked];
  const { catalogue, reach } = context.known;
  const types = reach.types.get(row.slot) ?? new Set<string>();
  if (types.size === 0) return ["FALSE"];
  const isEvery = catalogue.entities.every(({ type }) => types.has(type));
  const listed = [...types].toSorted().map((type) => context.binder.text(type));
  const ofType = isEvery ? [] : [`${row.alias}.type IN (${listed.join(", ")})`];
  const shapes = catalogue.entities.filter(({ type }) => types.has(type));
  const settled = shapes.every(({ type, classes }) => settles(target, type, classes));
  return settled ? ofType : [...ofType, asked];
}

/** SQL for the ids that may stand in a vertex slot and meet further conditions. */
export function vertexIds(
  context: Context,
  { row, filters }: { readonly row: Row; readonly filters: Filters },
  further: readonly string[] = [],
): string {
  const conditions = [...vertexConditions(context, row, { filters }), ...further];
  return `SELECT ${row.alias}.id FROM ${context.entity} ${row.alias}${whereSql(conditions)}`;
}

/** ` WHERE …`, or nothing. */
export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` WHERE ${joined("AND", "TRUE", conditions)}`;
}
