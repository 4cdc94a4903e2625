import type { EpochMs } from "../../base/clock.ts";
import type { Plan } from "../../j1ql/plan.ts";
import type { Dialect } from "./dialect.ts";
import type { Binder } from "./statement.ts";

/** Which graph a statement looks at: the present one, that of a moment, or one with what was deleted up to then. */
export type GraphView = "now" | "then" | "ever";

/** The graph that a plan looks at. */
export function graphOf({ deleted }: Pick<Plan, "deleted">, asOf: EpochMs | undefined): GraphView {
  if (deleted) return "ever";
  return asOf === undefined ? "now" : "then";
}

type Table = "entity" | "relationship";

/** The table (or named part of the statement) that holds the entities or relationships of a graph. */
export function tableOf(table: Table, view: GraphView): string {
  return view === "now" ? table : `${table}_${view}`;
}

const columns = {
  entity:
    "id, instance_id, key, type, classes, display_name, properties, version, created_on, begin_on",
  relationship:
    "id, instance_id, type, verb, from_id, to_id, properties, version, created_on, begin_on",
};

/** What the named parts of a graph are made for. */
export interface ViewInput {
  readonly binder: Binder;
  readonly dialect: Dialect;
  readonly asOf: EpochMs | undefined;
}

/** The named parts that a graph other than the present one needs. */
export function graphParts(view: GraphView, input: ViewInput): readonly string[] {
  if (view === "now") return [];
  const { binder, dialect, asOf } = input;
  const moment = asOf === undefined ? null : binder.integer(asOf);
  return (["entity", "relationship"] as const).flatMap((table) => {
    if (view === "then" && dialect.plainUnions) return plainParts(table, input);
    const end = view === "ever" ? ", CAST(NULL AS BIGINT) AS end_on" : "";
    const existing = existingSql(table, moment).map(
      ({ from, where }) => `SELECT ${columns[table]}${end} FROM ${from}${where}`,
    );
    const gone = view === "ever" ? [deletedSql(table, moment)] : [];
    return [
      `${tableOf(table, view)} AS NOT MATERIALIZED (${[...existing, ...gone].join(" UNION ALL ")})`,
    ];
  });
}

/** What holds the entities of a graph with the tags that rules have given them. */
export function taggedTable(view: GraphView): string {
  return `${tableOf("entity", view)}_tagged`;
}

/** The named part for it. Tags are not the provider's: they stand beside the entity's versions. */
export function taggedPart(view: GraphView, { binder, dialect, asOf }: ViewInput): string {
  const moment = asOf === undefined ? null : binder.integer(asOf);
  const alive =
    moment === null
      ? "end_on IS NULL"
      : `begin_on <= ${moment} AND (end_on IS NULL OR end_on > ${moment})`;
  // Where two rules give a tag different values, one wins, and always the same.
  const single = `SELECT instance_id, entity_key, 'tag.' || name AS name, max(value) AS value FROM entity_tag WHERE ${alive} GROUP BY instance_id, entity_key, name`;
  const gathered = `SELECT instance_id, entity_key, ${dialect.gathered("name", "value")} AS tags FROM (${single}) one GROUP BY instance_id, entity_key`;
  const others = columns.entity
    .split(", ")
    .map((column) =>
      column === "properties"
        ? `CASE WHEN t.tags IS NULL THEN e.properties ELSE ${dialect.withProperties("e.properties", "t.tags")} END AS properties`
        : `e.${column}`,
    )
    .join(", ");
  const end = view === "ever" ? ", e.end_on" : "";
  return `${taggedTable(view)} AS NOT MATERIALIZED (SELECT ${others}${end} FROM ${tableOf("entity", view)} e LEFT JOIN (${gathered}) t ON t.instance_id = e.instance_id AND t.entity_key = e.key)`;
}

/** All versions, and those of the moment: the condition stands outside the union. */
function plainParts(table: Table, input: ViewInput): readonly string[] {
  const every = `SELECT ${columns[table]}, CAST(NULL AS BIGINT) AS end_on FROM ${table} UNION ALL SELECT ${columns[table]}, end_on FROM ${table}_history`;
  const then = momentConditions(input, "a").join(" AND ");
  return [
    `${table}_all AS NOT MATERIALIZED (${every})`,
    `${tableOf(table, "then")} AS NOT MATERIALIZED (SELECT ${columns[table]} FROM ${table}_all a WHERE ${then})`,
  ];
}

/** Conditions on a version that it was the one of the moment. */
function momentConditions({ binder, asOf }: ViewInput, alias: string): readonly string[] {
  if (asOf === undefined) return [];
  const moment = binder.integer(asOf);
  return [
    `${alias}.begin_on <= ${moment}`,
    `(${alias}.end_on IS NULL OR ${alias}.end_on > ${moment})`,
  ];
}

/** Where relationships are read so that an index can be used, and the conditions on those of the graph. */
export function linkSource(
  view: GraphView,
  input: ViewInput,
): { readonly table: string; readonly conditions: (alias: string) => readonly string[] } {
  if (view !== "then") return { table: tableOf("relationship", view), conditions: () => [] };
  return {
    table: "relationship_all",
    conditions: (alias) => momentConditions(input, alias),
  };
}

/** What exists at a moment: current versions that had begun, and closed ones that had not ended. */
function existingSql(table: Table, moment: string | null) {
  if (moment === null) return [{ from: table, where: "" }];
  const begun = ` WHERE begin_on <= ${moment}`;
  return [
    { from: table, where: begun },
    { from: `${table}_history`, where: `${begun} AND end_on > ${moment}` },
  ];
}

/** The last versions of what was deleted up to a moment. */
function deletedSql(table: Table, moment: string | null): string {
  const ended = moment === null ? "" : ` AND end_on <= ${moment}`;
  return `SELECT ${columns[table]}, end_on FROM ${table}_history WHERE deleted${ended}`;
}
