import { shiftMoment } from "../../j1ql/dates.ts";
import { type FixedValue, isFixed } from "../../j1ql/plan-value.ts";
import type { PlanValue, SlotNumber } from "../../j1ql/plan.ts";
import { aggregateTerm } from "./aggregate.ts";
import { callTerm } from "./call.ts";
import type { Context } from "./context.ts";
import { nothing, number, type Term, text } from "./term.ts";

/** How the slots of a path and the columns of a result are read at some place of a statement. */
export interface Reader {
  /** The id of the entity or relationship in a slot; `null` where it is always absent. */
  id(slot: SlotNumber): string | null;
  property(slot: SlotNumber, name: string): Term;
  column(index: number): Term;
  /** The slot that each path has its own of: counting it is counting paths. */
  readonly key?: SlotNumber | undefined;
  /** One element of a list that the rows were multiplied by. */
  readonly unwound?: ((value: Unwind) => Term) | undefined;
  /** What an aggregate is, where it was prepared before. */
  readonly aggregate?: (() => Term) | undefined;
}

/** A column that is one element of a list. */
export type Unwind = PlanValue & { readonly kind: "unwind" };

/** SQL for a value. */
export function valueTerm(context: Context, reader: Reader, value: PlanValue): Term {
  if (value.kind === "property") return reader.property(value.slot, value.name);
  if (isFixed(value)) return fixedTerm(context, value);
  if ("slot" in value) return wholeTerm(reader, value.slot);
  switch (value.kind) {
    case "column":
      return reader.column(value.index);
    case "aggregate":
    case "call":
    case "arithmetic":
    case "shift":
    case "unwind":
      return computedTerm(context, reader, value);
  }
}

function fixedTerm(context: Context, value: FixedValue): Term {
  if (value.kind === "literal") return literalTerm(context, value.value);
  if (value.kind === "now") return number(context.binder.number(context.now));
  throw new TypeError(`The plan was checked without a value for \`${value.name}\`.`);
}

function wholeTerm(reader: Reader, slot: SlotNumber): Term {
  const id = reader.id(slot);
  return id === null ? nothing : { kind: "id", sql: id };
}

type Computed = PlanValue & {
  readonly kind: "aggregate" | "call" | "arithmetic" | "shift" | "unwind";
};

function computedTerm(context: Context, reader: Reader, value: Computed): Term {
  const termOf = (part: PlanValue): Term => valueTerm(context, reader, part);
  switch (value.kind) {
    case "aggregate":
      if (reader.aggregate !== undefined) return reader.aggregate();
      return aggregateTerm(context, value, {
        id: (slot) => reader.id(slot),
        of: termOf(value.of),
        isKey: value.of.kind === "whole" && value.of.slot === reader.key,
      });
    case "call":
      return callTerm(context, value.name, value.of.map(termOf));
    case "arithmetic":
      return arithmeticTerm(context, reader, value);
    case "unwind":
      return reader.unwound?.(value) ?? nothing;
    case "shift":
      return shiftTerm(context, reader, value);
  }
}

/** SQL for a value written in the query. */
export function literalTerm({ binder }: Context, value: string | number | boolean | null): Term {
  if (value === null) return nothing;
  if (typeof value === "string") return text(binder.text(value));
  if (typeof value === "number") return number(binder.number(value));
  return { kind: "boolean", sql: `CAST(${binder.bind(value)} AS BOOLEAN)` };
}

/** A term as a number; NULL where it is none. */
function asNumber({ dialect }: Context, term: Term): string {
  if (term.kind === "number") return term.sql;
  if (term.kind === "json" || term.kind === "item") return dialect.numberOfJson(term.sql);
  return "CAST(NULL AS DOUBLE PRECISION)";
}

function arithmeticTerm(
  context: Context,
  reader: Reader,
  { operator, left, right }: PlanValue & { kind: "arithmetic" },
): Term {
  const one = asNumber(context, valueTerm(context, reader, left));
  const other = asNumber(context, valueTerm(context, reader, right));
  if (operator === "^") return number(`(${context.dialect.power(one, other)})`);
  // Dividing by nothing gives nothing.
  if (operator === "/") return number(`(${one} / nullif(${other}, 0))`);
  return number(`(${one} ${operator} ${other})`);
}

function shiftTerm(
  context: Context,
  reader: Reader,
  { of, amount, unit }: PlanValue & { kind: "shift" },
): Term {
  const moment = constantMoment(context, of);
  if (moment !== null) return number(context.binder.number(shiftMoment(moment, amount, unit)));
  const base = asNumber(context, valueTerm(context, reader, of));
  if (unit === "hour" || unit === "day") {
    return number(`(${base} + ${context.binder.number(shiftMoment(0, amount, unit))})`);
  }
  const months = Math.trunc(unit === "year" ? amount * 12 : amount);
  return number(context.dialect.addMonths(base, context.binder.integer(months)));
}

/** A moment that is known before the statement runs. */
function constantMoment(context: Context, value: PlanValue): number | null {
  if (value.kind === "now") return context.now;
  if (value.kind === "literal") return typeof value.value === "number" ? value.value : null;
  if (value.kind !== "shift") return null;
  const of = constantMoment(context, value.of);
  return of === null ? null : shiftMoment(of, value.amount, value.unit);
}
