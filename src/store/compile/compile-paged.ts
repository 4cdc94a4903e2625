import { mapParts } from "../../j1ql/plan-value.ts";
import type { PlanColumn, PlanValue } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import { needsOf } from "./needs.ts";
import { planKeys, selectedKeys } from "./order.ts";
import { whereSql } from "./scan.ts";
import { rowRef } from "./slot-ref.ts";
import { type TablePage, matchingPaths, tablePage } from "./table-page.ts";
import { nothing } from "./term.ts";
import { type Reader, valueTerm } from "./value.ts";

/** A table with one row per path: first the ids of a page, then the values of its rows alone. */
export function compilePaged(context: Context): TablePage {
  const { plan } = context;
  const order = plan.order.map((key) => ({
    ...key,
    value: withoutColumns(key.value, plan.columns),
  }));
  // The slots that the columns show, but not yet their properties.
  const shown = [...needsOf(plan.columns.map(({ value }) => value)).keys()];
  const ids = shown.map((slot): PlanValue => ({ kind: "whole", slot }));
  const { paths, conditions } = matchingPaths(
    context,
    [...order.map(({ value }) => value), ...ids],
    {
      asSet: false,
      placed: true,
    },
  );
  const { reader, place, from } = paths;
  const keys = planKeys(context, reader, order);
  const selected = [
    `${place} AS place`,
    ...selectedKeys(keys),
    ...shown.map((slot) => `${reader.id(slot) ?? "CAST(NULL AS BIGINT)"} AS s${slot}`),
  ];
  const rowReader = pageReader(context);
  return tablePage(context, {
    rows: `SELECT ${selected.join(", ")} FROM ${from}${whereSql(conditions)}`,
    keys,
    tieBreakers: ["place", ...shown.map((slot) => `s${slot}`)],
    terms: plan.columns.map(({ value }) => valueTerm(context, rowReader, value)),
    joins: shown.map((slot) => {
      const isEdge = plan.slots[slot]?.kind === "edge";
      const table = isEdge ? context.relationship : context.entity;
      return `LEFT JOIN ${table} x${slot} ON x${slot}.id = p.s${slot}`;
    }),
  });
}

/** Reads the rows of a page, whose slots are joined as `x<slot>`. */
function pageReader(context: Context): Reader {
  return {
    id: (slot) => `p.s${slot}`,
    property: (slot, name) => rowRef(context, { alias: `x${slot}`, slot }).property(name),
    column: () => nothing,
  };
}

/** A value with what the columns are in place of references to them. */
function withoutColumns(value: PlanValue, columns: readonly PlanColumn[]): PlanValue {
  if (value.kind !== "column") return mapParts(value, (part) => withoutColumns(part, columns));
  return columns[value.index]?.value ?? { kind: "literal", value: null };
}
