import type { PlanValue } from "../../src/j1ql/plan.ts";
import type { Edge, Graph, Node } from "./j1ql-graph.ts";

export type { Graph } from "./j1ql-graph.ts";

/** A single value. */
export type Scalar = string | number | boolean;

/** A value, a list of them, or nothing. */
export type Held = Scalar | readonly Scalar[] | null | undefined;

/** What stands in a slot. */
export type Bound = { readonly node: Node } | { readonly edge: Edge };

/** A path: what stands in its slots. */
export type Binding = ReadonlyMap<number, Bound>;

/** What values are read from. */
export interface ValueContext {
  readonly binding: Binding;
  readonly graph: Graph;
  readonly now: number;
  readonly shift: (
    moment: number,
    amount: number,
    unit: "hour" | "day" | "month" | "year",
  ) => number;
}

/** The elements of a list, or the single value; none of nothing. */
export function scalarsOf(value: Held): readonly Scalar[] {
  if (value === undefined || value === null) return [];
  return typeof value === "object" ? value : [value];
}

/** What a value is in one path; `undefined` if it is absent. Aggregates are not for here. */
export function valueOf(context: ValueContext, value: PlanValue): Held {
  if (value.kind === "literal") return value.value ?? undefined;
  if (value.kind === "now") return context.now;
  if (value.kind === "property")
    return propertyOf(context, context.binding.get(value.slot), value.name);
  return computedOf(value, (part) => valueOf(context, part), context.shift);
}

/** What arithmetic, a shift or a function makes of its parts. */
export function computedOf(
  value: PlanValue,
  partOf: (part: PlanValue) => Held,
  shift: ValueContext["shift"],
): Held {
  if (value.kind === "call") return callOf(value.name, value.of.map(partOf));
  if (value.kind === "shift") {
    const of = numberOf(partOf(value.of));
    return of === undefined ? undefined : shift(of, value.amount, value.unit);
  }
  if (value.kind !== "arithmetic") throw new Error(`No single value: ${value.kind}`);
  const left = numberOf(partOf(value.left));
  const right = numberOf(partOf(value.right));
  return left === undefined || right === undefined
    ? undefined
    : calculate(left, value.operator, right);
}

function numberOf(value: Held): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Arithmetic as the language has it: dividing by nothing gives nothing. */
function calculate(left: number, operator: string, right: number): number | undefined {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  if (operator === "^") return left ** right;
  return right === 0 ? undefined : left / right;
}

/** A function of values. */
function callOf(name: string, of: readonly Held[]): Held {
  if (name === "concat")
    return of
      .map((part) => (Array.isArray(part) ? JSON.stringify(part) : String(part ?? "")))
      .join("");
  if (name === "merge") return of.flatMap(scalarsOf);
  if (name === "coalesce") return of.find((part) => part !== undefined);
  const value = numberOf(of[0]);
  if (value === undefined) return undefined;
  if (name === "sqrt") return value < 0 ? undefined : Math.sqrt(value);
  if (name === "round") return Math.sign(value) * Math.round(Math.abs(value));
  return name === "abs" ? Math.abs(value) : name === "ceil" ? Math.ceil(value) : Math.floor(value);
}

function propertyOf({ graph }: ValueContext, bound: Bound | undefined, name: string): Held {
  if (bound === undefined) return undefined;
  const metadata = "node" in bound ? ofNode(bound.node) : ofEdge(graph, bound.edge);
  if (Object.hasOwn(metadata, name)) return metadata[name];
  const { properties } = "node" in bound ? bound.node : bound.edge;
  return Object.hasOwn(properties, name) ? (properties[name] ?? undefined) : undefined;
}

/** The metadata of an entity. */
function ofNode(node: Node): Readonly<Record<string, Held>> {
  return {
    _id: String(node.id),
    _key: node.key,
    _type: node.type,
    _class: node.classes,
    _version: node.version,
    _createdOn: node.createdOn,
    _beginOn: node.beginOn,
    _deleted: node.deleted === true,
    _endOn: node.endOn,
    _integrationInstanceId: "1",
    _integrationName: "Contoso",
    displayName: node.displayName,
  };
}

/** The metadata of a relationship. */
function ofEdge({ nodes }: Graph, edge: Edge): Readonly<Record<string, Held>> {
  const from = nodes.find(({ id }) => id === edge.from)?.key ?? "";
  const to = nodes.find(({ id }) => id === edge.to)?.key ?? "";
  return {
    _id: `r${edge.id}`,
    _key: `${from}|${edge.verb.toLowerCase()}|${to}`,
    _type: edge.type,
    _class: edge.verb,
    _version: edge.version,
    _createdOn: edge.createdOn,
    _beginOn: edge.beginOn,
    _deleted: edge.deleted === true,
    _endOn: edge.endOn,
    _integrationInstanceId: "1",
    _integrationName: "Contoso",
    _fromEntityId: String(edge.from),
    _toEntityId: String(edge.to),
    _fromEntityKey: from,
    _toEntityKey: to,
    displayName: edge.verb,
  };
}
