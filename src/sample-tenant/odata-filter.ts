import type { Json, JsonObject } from "../base/json.ts";
import { textOf } from "./json-text.ts";

/** How a property is compared. */
type Comparison = "text" | "time" | "number" | "list";

/** The properties that a collection can be filtered by. */
export type Filterable = Readonly<Record<string, Comparison>>;

/** What `$filter` of `/api/machines` may name (`microsoft-apis` §3.3). */
export const filterableMachine: Filterable = {
  computerDnsName: "text",
  id: "text",
  version: "text",
  deviceValue: "text",
  aadDeviceId: "text",
  machineTags: "list",
  lastSeen: "time",
  exposureLevel: "text",
  onboardingStatus: "text",
  lastIpAddress: "text",
  healthStatus: "text",
  osPlatform: "text",
  riskScore: "text",
  rbacGroupId: "number",
};

/** What `$filter` of `/api/vulnerabilities` may name (§3.6). */
export const filterableVulnerability: Filterable = {
  id: "text",
  name: "text",
  description: "text",
  cvssV3: "number",
  publishedOn: "time",
  severity: "text",
  updatedOn: "time",
};

type Condition = (row: JsonObject) => boolean;

/** The rows that a `$filter` keeps, or a sentence that says why it cannot be used. */
export function filterRows(
  rows: readonly JsonObject[],
  filter: string,
  fields: Filterable,
): readonly JsonObject[] | string {
  const conditions: Condition[] = [];
  for (const part of conjunction(filter)) {
    const condition = conditionOf(part, fields);
    if (typeof condition === "string") {
      return condition;
    }
    conditions.push(condition);
  }
  return rows.filter((row) => conditions.every((condition) => condition(row)));
}

/** What stands between the `and`s that are in no literal. */
function conjunction(filter: string): readonly string[] {
  return filter.split(/\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/i);
}

function conditionOf(text: string, fields: Filterable): Condition | string {
  const written = comparisonIn(text) ?? tagIn(text);
  if (written === undefined) {
    return `Syntax error in $filter at '${text.trim()}'.`;
  }
  const { name, operator, literal, isTag } = written;
  const how = fields[name];
  if (how === undefined || (how === "list") !== isTag) {
    return `The property '${name}' cannot be used in the $filter query option.`;
  }
  const wanted = comparable(how, literal.replaceAll(/^'|'$/g, "").replaceAll("''", "'"));
  if (Number.isNaN(wanted)) {
    return `'${literal}' cannot be compared with the property '${name}'.`;
  }
  return (row) =>
    valuesOf(row[name]).some((value) => compare(comparable(how, value), operator, wanted));
}

interface Written {
  readonly name: string;
  readonly operator: string;
  readonly literal: string;
  readonly isTag: boolean;
}

/** `lastSeen ge 2026-01-01` */
function comparisonIn(text: string): Written | undefined {
  const match = /^\s*([A-Za-z\d]+)\s+(eq|ne|gt|ge|lt|le)\s+('(?:[^']|'')*'|[^\s']+)\s*$/.exec(text);
  const [, name = "", operator = "", literal = ""] = match ?? [];
  return match === null ? undefined : { name, operator, literal, isTag: false };
}

/** `machineTags/any(tag: tag eq 'North')` */
function tagIn(text: string): Written | undefined {
  const match = /^\s*([A-Za-z]+)\/any\((\w+):\s*\2 eq ('(?:[^']|'')*')\)\s*$/.exec(text);
  const [, name = "", , literal = ""] = match ?? [];
  return match === null ? undefined : { name, operator: "eq", literal, isTag: true };
}

function valuesOf(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? value : [value];
}

/** Times as milliseconds, numbers as such, anything else as text in small letters. */
function comparable(how: Comparison, value: Json | undefined): number | string {
  const text = textOf(value);
  switch (how) {
    case "time":
      return Date.parse(text);
    case "number":
      return text === "" ? Number.NaN : Number(text);
    case "text":
    case "list":
      return text.toLowerCase();
  }
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

/** Machines in the order of an `$orderby`; `undefined` where it cannot be used. */
export function orderMachines(
  rows: readonly JsonObject[],
  order: string,
): readonly JsonObject[] | undefined {
  const match = /^\s*([A-Za-z]+)(?:\s+(asc|desc))?\s*$/i.exec(order);
  const name = match?.[1] ?? "";
  const how = name === "firstSeen" ? "time" : filterableMachine[name];
  if (how === undefined) {
    return undefined;
  }
  const sign = match?.[2]?.toLowerCase() === "desc" ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [comparable(how, a[name]), comparable(how, b[name])];
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
}
