import type { Json, JsonObject } from "../base/json.ts";
import { defender } from "./defender.ts";
import { type Fault, type FaultKind, faultKinds, type Faults } from "./fault.ts";
import { endpointPattern } from "./fault-book.ts";
import { graph } from "./graph.ts";
import { isObject } from "./json-text.ts";
import { grantedRoles } from "./resource.ts";
import { furtherRoles } from "./roles.ts";

/** Every name that a fault's `endpoint` may match, the names of statistics. */
export const endpoints: readonly string[] = [
  "token",
  "discovery",
  ...graph.routes.map((route) => route.endpoint),
  ...defender.routes.map((route) => route.endpoint),
  "files",
];

/** Faults from the control surface's JSON, or a sentence that says what is wrong with it. */
export function parseFaults(value: JsonObject): Faults | string {
  const list = value["faults"] ?? [];
  const seed = value["seed"];
  const wrong = unknownKey(value, ["seed", "faults"]);
  if (wrong !== undefined) {
    return wrong;
  }
  if (!isList(list)) {
    return "faults: expected a list of faults";
  }
  if (seed !== undefined && !Number.isInteger(seed)) {
    return "seed: expected a whole number";
  }
  const faults: Fault[] = [];
  for (const [index, item] of list.entries()) {
    const fault = parseFault(item);
    if (typeof fault === "string") {
      return `faults[${index}]: ${fault}`;
    }
    faults.push(fault);
  }
  return typeof seed === "number" ? { seed, faults } : { faults };
}

/** A sentence about the first key that is none of those expected. */
export function unknownKey(value: JsonObject, expected: readonly string[]): string | undefined {
  const unknown = Object.keys(value).find((key) => !expected.includes(key));
  return unknown === undefined
    ? undefined
    : `${unknown}: unknown; expected ${expected.length === 1 ? "only " : "one of "}${expected.join(", ")}`;
}

interface Check {
  /** What a value must be, in words. */
  readonly expected: string;
  readonly holds: (value: Json) => boolean;
}

const count: Check = {
  expected: "a whole number, 0 or more",
  holds: (value) => Number.isInteger(value) && Number(value) >= 0,
};

const checks: Readonly<Record<Exclude<keyof Fault, "kind">, Check>> = {
  endpoint: {
    expected: `a name, with * for any text, of ${endpoints.join(", ")}`,
    holds: (value) => typeof value === "string" && isEndpoint(value),
  },
  address: { expected: "a text", holds: (value) => typeof value === "string" },
  role: { expected: "a text", holds: (value) => typeof value === "string" },
  probability: {
    expected: "a number from 0 to 1",
    holds: (value) => typeof value === "number" && value >= 0 && value <= 1,
  },
  after: count,
  times: count,
  ms: count,
  retryAfterSeconds: {
    expected: "a number, 0 or more",
    holds: (value) => typeof value === "number" && value >= 0,
  },
};

function isEndpoint(pattern: string): boolean {
  return endpoints.some((endpoint) => endpointPattern(pattern).test(endpoint));
}

function parseFault(value: Json): Fault | string {
  if (!isObject(value)) {
    return "expected an object";
  }
  const kind = kindOf(value["kind"]);
  if (kind === undefined) {
    return `kind: expected one of ${faultKinds.join(", ")}`;
  }
  const problem =
    unknownKey(value, ["kind", ...Object.keys(checks)]) ??
    wrongValue(value) ??
    wrongRole(kind, value);
  return problem ?? { ...value, kind };
}

function wrongValue(value: JsonObject): string | undefined {
  for (const [key, { expected, holds }] of Object.entries(checks)) {
    const given = value[key];
    if (given !== undefined && !holds(given)) {
      return `${key}: expected ${expected}`;
    }
  }
  return undefined;
}

/** A role that is not granted cannot be revoked: most likely it is misspelt. */
function wrongRole(kind: FaultKind, { role }: JsonObject): string | undefined {
  if (kind !== "revokeRole" && kind !== "grantRole") {
    return undefined;
  }
  const granted = [grantedRoles, furtherRoles].flatMap((roles) => [
    ...roles.graph,
    ...roles.defender,
  ]);
  if (typeof role !== "string" || role === "") {
    return "role: expected the name of an application permission";
  }
  return kind === "grantRole" || granted.includes(role)
    ? undefined
    : `role: ${role} is not granted; granted are ${granted.join(", ")}`;
}

function kindOf(value: Json | undefined): FaultKind | undefined {
  return faultKinds.find((kind) => kind === value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
