import { slotsOf } from "../../j1ql/plan-value.ts";
import type { PlanValue, SlotNumber } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { nothing, number, type Term } from "./term.ts";

/** What an aggregate is taken of. */
export interface Aggregated {
  readonly of: Term;
  /** The id of the entity or relationship in a slot. */
  readonly id: (slot: SlotNumber) => string | null;
  /** Whether no two rows have the same. */
  readonly isKey: boolean;
}

type Aggregate = PlanValue & { readonly kind: "aggregate" };

/** SQL for an aggregate. All count an entity that several paths reach once. */
export function aggregateTerm(
  { dialect }: Context,
  aggregate: Aggregate,
  { of, id, isKey }: Aggregated,
): Term {
  switch (aggregate.name) {
    case "count":
      if (of.kind === "nothing") return number("CAST(0 AS DOUBLE PRECISION)");
      return number(`CAST(count(${isKey ? "" : "DISTINCT "}${of.sql}) AS DOUBLE PRECISION)`);
    case "min":
    case "max":
      return extremeTerm(dialect, aggregate.name, of);
    case "sum":
    case "avg": {
      const ids = slotsOf(aggregate.of)
        .map(id)
        .filter((sql) => sql !== null);
      const value = numberFor(dialect, of);
      if (value === null) return nothing;
      return number(dialect.aggregateOnce(aggregate.name, ids.length === 0 ? ["0"] : ids, value));
    }
  }
}

function numberFor(dialect: Dialect, { kind, sql }: Term): string | null {
  if (kind === "number") return sql;
  return kind === "json" || kind === "item" ? dialect.numberOfJson(sql) : null;
}

/** Of values of several kinds the numbers count, and only if there are none the texts. */
function extremeTerm(dialect: Dialect, name: "min" | "max", { kind, sql }: Term): Term {
  if (kind === "nothing" || kind === "texts" || kind === "boolean" || kind === "id") return nothing;
  if (kind === "text") return { kind, sql: `${name}(${dialect.collated(sql)})` };
  if (kind !== "json" && kind !== "item") return { kind, sql: `${name}(${sql})` };
  const numbers = dialect.jsonOfNumber(`${name}(${dialect.numberOfJson(sql)})`);
  const texts = dialect.jsonOfText(`${name}(${dialect.collated(dialect.textOfJson(sql))})`);
  return { kind: "json", sql: `coalesce(${numbers}, ${texts})` };
}
