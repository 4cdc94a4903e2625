import type { PlanTarget } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import { joined } from "./predicate.ts";

/** SQL for "this entity is what the query asks for", without help of a catalogue. */
export function targetSql(context: Context, alias: string, target: PlanTarget): string {
  const { binder, dialect } = context;
  switch (target.kind) {
    case "any":
      return "TRUE";
    case "type":
      return `${alias}.type = ${binder.text(target.name)}`;
    case "class":
      return dialect.listHolds(`${alias}.classes`, binder.text(target.name));
    case "text":
      return joined(
        "AND",
        "TRUE",
        target.terms.map((term) => termSql(context, alias, term)),
      );
    case "starts":
      return `${alias}.id IN (SELECT id FROM ${context.inner.starts(context, target.plans)})`;
    case "both":
      return joined(
        "AND",
        "TRUE",
        target.of.map((part) => targetSql(context, alias, part)),
      );
    case "either":
      return joined(
        "OR",
        "FALSE",
        target.options.map((option) => targetSql(context, alias, option)),
      );
  }
}

/** A term occurs in some property value, the type, a class or the name, in any case. */
function termSql({ binder, dialect }: Context, alias: string, term: string): string {
  const part = `lower(${binder.text(term)})`;
  // As the JSON text holds it. It holds the properties' names, too, so this only rules out.
  const escaped = `lower(${binder.text(JSON.stringify(term).slice(1, -1))})`;
  const inText = dialect.contains(
    `lower(${dialect.propertiesText(`${alias}.properties`)})`,
    escaped,
  );
  const inValue = dialect.anyOf(
    dialect.propertyTexts(`${alias}.properties`),
    "one",
    dialect.contains("lower(one)", part),
  );
  const inClass = dialect.anyOf(`${alias}.classes`, "one", dialect.contains("lower(one)", part));
  const places = [
    `(${inText} AND coalesce(${inValue}, FALSE))`,
    dialect.contains(`lower(${alias}.type)`, part),
    dialect.contains(`lower(${alias}.display_name)`, part),
    inClass,
  ];
  return joined("OR", "FALSE", places);
}

/** SQL that ranks an entity by how well its name fits a full-text search: 0 is best. */
export function rankSql(
  { binder, dialect }: Context,
  displayName: string,
  terms: readonly string[],
): string {
  const whole = `lower(${binder.text(terms.join(" "))})`;
  const name = `lower(${displayName})`;
  return `CASE WHEN ${name} = ${whole} THEN 0 WHEN ${dialect.startsWith(name, whole)} THEN 1 ELSE 2 END`;
}
