import { type Checking, wrong } from "./checking.ts";
import type { ParameterValue } from "./parameters.ts";
import type { Literal } from "./plan.ts";
import { nearest } from "./suggest.ts";
import type { Expression, Operand, Parameter, Span } from "./syntax.ts";

/** What stands for a parameter: its value, `open` while no values are given at all, `null` where this one lacks (which has been noted). */
type Given =
  | { readonly kind: "open" }
  | { readonly kind: "value"; readonly value: ParameterValue }
  | null;

/** What is given for a parameter. */
export function givenFor(checking: Checking, parameter: Parameter): Given {
  const { parameters } = checking;
  if (parameters === null) return { kind: "open" };
  const name = keyOf(parameter);
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value !== undefined) return { kind: "value", value };
  const near = nearest(name, Object.keys(parameters));
  const advice =
    near === null
      ? `Give one: \`--param ${name}=…\` on the command line, \`"parameters": {"${name}": …}\` over HTTP.`
      : `Did you mean \`${near}\`, for which there is one?`;
  const message = `There is no value for the parameter \`${name}\`. ${advice}`;
  return wrong(checking, parameter, { code: "missing_parameter", message });
}

/** A parameter that holds a list, as the list that could stand in its place; `null` for every other. */
export function listGivenFor(checking: Checking, parameter: Parameter): Operand | null {
  const value = checking.parameters?.[keyOf(parameter)];
  if (typeof value !== "object") return null;
  const { from, to } = parameter;
  const items = value.map((one) => literalOf(one, { from, to }));
  return { kind: "list", joiner: "or", items, from, to };
}

function literalOf(value: Literal, span: Span): Expression {
  if (typeof value === "string") return { kind: "string", value, ...span };
  return typeof value === "number"
    ? { kind: "number", value, ...span }
    : { kind: "boolean", value, ...span };
}

/** The name under which a value is given. */
export function keyOf({ source, name }: Parameter): string {
  return source === "account" ? `param.${name}` : name;
}
