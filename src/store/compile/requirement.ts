import type { PlanHop, PlanOptional, PlanStep } from "../../j1ql/plan.ts";
import { isCertain } from "./certain.ts";
import { addPart, type Context } from "./context.ts";
import { edgesSql } from "./edges.ts";
import { joined } from "./predicate.ts";
import type { Filters } from "./filters.ts";
import { vertexIds, whereSql } from "./scan.ts";

/** The rest of a path, as seen from an entity that stands before it. */
export interface Rest {
  readonly steps: readonly PlanStep[];
  readonly filters: Filters;
  /** Conditions on the id at which the steps end; none by default. */
  readonly end?: ((id: string) => readonly string[]) | undefined;
  /** A part that holds the only ids that matter before the first step: then few relationships are looked at. */
  readonly among?: string | undefined;
}

/** Conditions on an id: that the rest of the path can be walked from there. Each step is a semi-join: nothing multiplies. */
export function requirements(context: Context, id: string, rest: Rest): readonly string[] {
  const [step, ...after] = rest.steps;
  if (step === undefined) return rest.end?.(id) ?? [];
  const further = { ...rest, steps: after, among: undefined };
  if (step.kind === "optional") return optionalRequirements(context, id, { step, rest: further });
  if (!step.negated) return [`${id} IN (${fewer(nearEnds(context, step, further), rest)})`];
  const excluded = nearEnds(context, step, { steps: [], filters: rest.filters });
  return [context.dialect.notAmong(id, excluded), ...requirements(context, id, further)];
}

function fewer(ends: string, { among }: Rest): string {
  if (among === undefined) return ends;
  return `SELECT near FROM (${ends}) n WHERE near IN (SELECT id FROM ${among})`;
}

/** SQL for the ids from which a hop leads to an entity that can stand behind it and walk the rest. */
export function nearEnds(context: Context, hop: PlanHop, rest: Rest): string {
  const { filters } = rest;
  const near = `SELECT near FROM (${edgesSql(context, { slot: hop.edge, filters, columns: [] })}) e${hop.edge}`;
  const row = { alias: `v${hop.vertex}`, slot: hop.vertex };
  const further = requirements(context, `${row.alias}.id`, rest);
  if (further.length === 0 && isCertain(context, hop, { slot: hop.vertex, far: true, filters })) {
    return near;
  }
  return `${near} WHERE far IN (${vertexIds(context, { row, filters }, further)})`;
}

interface Optional {
  readonly step: PlanOptional;
  readonly rest: Rest;
}

/** The rest may start from here or from what the group reaches. */
function optionalRequirements(
  context: Context,
  id: string,
  { step, rest }: Optional,
): readonly string[] {
  const needed = requirements(context, "able.id", rest);
  if (needed.length === 0) return [];
  // Named, since both ways need it: written out twice it would double with every group.
  const sql = `SELECT able.id FROM ${context.entity} able${whereSql(needed)}`;
  const able = addPart(context, "able", sql);
  const end = (at: string): readonly string[] => [`${at} IN (SELECT id FROM ${able})`];
  const through = requirements(context, id, { steps: step.steps, filters: rest.filters, end });
  return [joined("OR", "FALSE", [...end(id), joined("AND", "TRUE", through)])];
}
