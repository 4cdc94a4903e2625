import { givenFor, keyOf } from "./check-parameter.ts";
import { type Checking, wrong } from "./checking.ts";
import { networkOf } from "./network.ts";
import type { ParameterValue } from "./parameters.ts";
import type { PlanValue, Predicate } from "./plan.ts";
import type { Parameter, Span, Text } from "./syntax.ts";

/** What `cidr(left, network)` means. A parameter may hold several networks: any of them. */
export function checkNetwork(
  checking: Checking,
  left: PlanValue | null,
  network: Text | Parameter,
): Predicate | null {
  if (network.kind === "string")
    return inNetwork(checking, left, { text: network.value, at: network });
  const given = givenFor(checking, network);
  if (given === null || left === null) return null;
  if (given.kind === "open") {
    const right: PlanValue = { kind: "parameter", name: keyOf(network) };
    return { kind: "compare", left, operator: "=", right };
  }
  const of = textsOf(given.value).map((text) => inNetwork(checking, left, { text, at: network }));
  const known = of.filter((part) => part !== null);
  return known.length < of.length ? null : { kind: "any", of: known };
}

function textsOf(value: ParameterValue): readonly string[] {
  return (typeof value === "object" ? value : [value]).map(String);
}

function inNetwork(
  checking: Checking,
  left: PlanValue | null,
  { text, at }: { readonly text: string; readonly at: Span },
): Predicate | null {
  const network = networkOf(text);
  if (network === null) {
    const message = `\`${text}\` is not an IPv4 network. Write one such as \`10.0.0.0/8\`.`;
    return wrong(checking, at, { code: "invalid_cidr", message });
  }
  return left === null ? null : { kind: "cidr", left, network };
}
