import type { Context } from "./context.ts";
import type { Term } from "./term.ts";
import { selected, wholeEntity, wholeRelationship } from "./whole.ts";

/** How a column of a table reads from the statement's rows. */
export type OutputColumn =
  /** One column, of this kind; `json` is JSON text. */
  | {
      readonly kind: "value";
      readonly name: string;
      readonly from: string;
      readonly isJson: boolean;
    }
  /** A whole entity or relationship, in columns whose names begin with `from`. */
  | { readonly kind: "entity" | "relationship"; readonly name: string; readonly from: string }
  /** The same, its properties spread over columns of their own. */
  | {
      readonly kind: "everything";
      readonly name: string;
      readonly from: string;
      readonly isEdge: boolean;
    };

/** How the columns of a table read from the statement's rows. */
export type TableOutput = readonly OutputColumn[];

/** The last select of a table. */
export interface Output {
  readonly columns: readonly string[];
  readonly joins: readonly string[];
  readonly table: TableOutput;
}

/** Makes the columns of a table out of its terms; whole entities are joined by their ids. */
export function outputOf(context: Context, terms: readonly Term[]): Output {
  const columns: string[] = [];
  const joins: string[] = [];
  const table = context.plan.columns.map(({ name, value }, index): OutputColumn => {
    const term = terms[index] ?? { kind: "nothing", sql: "NULL" };
    const from = `c${index}`;
    if (value.kind === "whole" || value.kind === "everything") {
      const isEdge = context.plan.slots[value.slot]?.kind === "edge";
      const whole = wholeOf(context, { id: term.sql, from, isEdge });
      columns.push(...whole.columns);
      joins.push(...whole.joins);
      if (value.kind === "everything") return { kind: "everything", name, from, isEdge };
      return { kind: isEdge ? "relationship" : "entity", name, from };
    }
    const isJson = term.kind === "json" || term.kind === "item" || term.kind === "texts";
    columns.push(`${shownSql(term)} AS ${from}`);
    return { kind: "value", name, from, isJson };
  });
  return { columns, joins, table };
}

function shownSql({ kind, sql }: Term): string {
  if (kind === "texts") return `CAST(to_json(${sql}) AS TEXT)`;
  return kind === "nothing" ? "CAST(NULL AS TEXT)" : sql;
}

interface WholeInput {
  readonly id: string;
  readonly from: string;
  readonly isEdge: boolean;
}

function wholeOf(
  context: Context,
  { id, from, isEdge }: WholeInput,
): Pick<Output, "columns" | "joins"> {
  const { entity, relationship } = context;
  const alias = `w${from}`;
  const prefix = `${from}_`;
  if (!isEdge) {
    const joins = [`LEFT JOIN ${entity} ${alias} ON ${alias}.id = ${id}`];
    return { joins, columns: selected(wholeEntity(context, alias, prefix)) };
  }
  const ends = { from: `${alias}_from`, to: `${alias}_to` };
  const joins = [
    `LEFT JOIN ${relationship} ${alias} ON ${alias}.id = ${id}`,
    `LEFT JOIN ${entity} ${ends.from} ON ${ends.from}.id = ${alias}.from_id`,
    `LEFT JOIN ${entity} ${ends.to} ON ${ends.to}.id = ${alias}.to_id`,
  ];
  return { joins, columns: selected(wholeRelationship(context, { alias, ...ends }, prefix)) };
}
