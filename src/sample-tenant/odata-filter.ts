import type { Json, JsonObject } from "../base/json.ts";
import { textOf } from "./json-text.ts";

/** What `$filter` of `/api/machines` may name (`microsoft-apis` §3.3). */
const filterable: ReadonlySet<string> = new Set([
  "computerDnsName",
  "id",
  "version",
  "deviceValue",
  "aadDeviceId",
  "machineTags",
  "lastSeen",
  "exposureLevel",
  "onboardingStatus",
  "lastIpAddress",
  "healthStatus",
  "osPlatform",
  "riskScore",
  "rbacGroupId",
]);

type Condition = (row: JsonObject) => boolean;

/** The rows that a `$filter` keeps, or a sentence that says why it cannot be used. */
export function filterMachines(
  rows: readonly JsonObject[],
  filter: string,
): readonly JsonObject[] | string {
  const conditions: Condition[] = [];
  for (const part of filter.split(/\s+and\s+/i)) {
    const condition = conditionOf(part);
    if (typeof condition === "string") {
      return condition;
    }
    conditions.push(condition);
  }
  return rows.filter((row) => conditions.every((condition) => condition(row)));
}

function conditionOf(text: string): Condition | string {
  const match = /^\s*([A-Za-z]+)\s+(eq|ne|gt|ge|lt|le)\s+('(?:[^']|'')*'|[^\s']+)\s*$/.exec(text);
  const [, name = "", operator = "", literal = ""] = match ?? [];
  if (match === null) {
    return `Syntax error in $filter at '${text.trim()}'.`;
  }
  if (!filterable.has(name)) {
    return `The property '${name}' cannot be used in the $filter query option.`;
  }
  const wanted = comparable(name, literal.replace(/^'|'$/g, "").replaceAll("''", "'"));
  return (row) => compare(comparable(name, row[name]), operator, wanted);
}

/** Times as milliseconds, anything else as text in small letters. */
function comparable(name: string, value: Json | undefined): number | string {
  const text = textOf(value);
  if (name === "lastSeen") {
    return Date.parse(text);
  }
  return name === "rbacGroupId" ? Number(text) : text.toLowerCase();
}

function compare(left: number | string, operator: string, right: number | string): boolean {
  switch (operator) {
    case "eq":
      return left === right;
    case "ne":
      return left !== right;
    case "gt":
      return left > right;
    case "ge":
      return left >= right;
    case "lt":
      return left < right;
    default:
      return left <= right;
  }
}

/** The rows in the order of an `$orderby`; `undefined` where it cannot be used. */
export function orderMachines(
  rows: readonly JsonObject[],
  order: string,
): readonly JsonObject[] | undefined {
  const match = /^\s*([A-Za-z]+)(?:\s+(asc|desc))?\s*$/i.exec(order);
  const name = match?.[1] ?? "";
  if (!filterable.has(name) && name !== "firstSeen") {
    return undefined;
  }
  const sign = match?.[2]?.toLowerCase() === "desc" ? -1 : 1;
  const keyOf = (row: JsonObject): number | string =>
    comparable(name === "firstSeen" ? "lastSeen" : name, row[name]);
  return rows.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
}
