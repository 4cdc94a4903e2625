import type { Properties, PropertyValue } from "../graph/entity.ts";
import { worseExploitability, worseSeverity } from "./severity.ts";

/** Paths kept on an edge; how many there are is beside them. */
export const keptPaths = 10;

type Merge = (one: PropertyValue, other: PropertyValue) => PropertyValue;

function words(choose: (one: string, other: string) => string): Merge {
  return (one, other) =>
    typeof one === "string" && typeof other === "string" ? choose(one, other) : one;
}

function numbers(choose: (one: number, other: number) => number): Merge {
  return (one, other) =>
    typeof one === "number" && typeof other === "number" ? choose(one, other) : one;
}

function listOf(value: PropertyValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function union(
  one: PropertyValue | undefined,
  other: PropertyValue | undefined,
): readonly string[] {
  const [first, second] = [listOf(one), listOf(other)];
  // Mostly both edges say the same, in the same order.
  if (first.length === second.length && first.every((text, at) => text === second[at]))
    return first;
  return [...new Set([...first, ...second])].toSorted();
}

/** How two edges' values of one property become one. Properties in alphabetical order, as the canonical JSON wants them. */
const merges: readonly (readonly [string, Merge])[] = [
  ["cvssScore", numbers(Math.max)],
  ["diskPathCount", numbers(Math.max)],
  ["diskPaths", (one, other) => union(one, other).slice(0, keptPaths)],
  ["evidence", union],
  ["exploitabilityLevel", words(worseExploitability)],
  ["firstSeenOn", numbers(Math.min)],
  ["fixingUpdateIds", union],
  ["fixingUpdateUrls", union],
  ["fixingUpdates", union],
  ["lastSeenOn", numbers(Math.max)],
  ["registryPathCount", numbers(Math.max)],
  ["registryPaths", (one, other) => union(one, other).slice(0, keptPaths)],
  ["securityUpdateAvailable", (one, other) => one === true || other === true],
  ["severity", words(worseSeverity)],
  ["software", union],
];

const names = merges.map(([name]) => name);

/** What is known of the single rows behind an edge, each as a text: one row says it all by itself. */
function rowTexts(properties: Properties): readonly string[] {
  const texts = listOf(properties["evidence"]);
  if (texts.length > 0) return texts;
  const told: Record<string, PropertyValue> = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) told[name] = value;
  }
  return [JSON.stringify(told)];
}

/** The rows behind an edge: one for each software that brings the weakness. */
export function rowsBehind(properties: Properties): readonly Properties[] {
  return listOf(properties["evidence"]).length === 0
    ? [properties]
    : rowTexts(properties).map(readProperties);
}

function readProperties(text: string): Properties {
  const parsed: Properties = JSON.parse(text);
  return parsed;
}

/** How many paths are known at least: as many as either edge told, or as both together show, which is seen up to 11. */
function pathCount(
  a: Properties,
  b: Properties,
  [paths, count]: readonly [string, string],
): PropertyValue | undefined {
  const shown = Math.min(union(a[paths], b[paths]).length, keptPaths + 1);
  const told = [a[count], b[count]].filter((value) => typeof value === "number");
  return shown === 0 && told.length === 0 ? undefined : Math.max(shown, ...told);
}

/** The rows of both, where these are more than one. */
function rowsTogether(a: Properties, b: Properties): PropertyValue | undefined {
  const rows = union(rowTexts(a), rowTexts(b));
  return rows.length > 1 ? rows : undefined;
}

function merged(
  a: Properties,
  b: Properties,
  [name, merge]: readonly [string, Merge],
): PropertyValue | undefined {
  if (name === "evidence") return rowsTogether(a, b);
  if (name === "diskPathCount") return pathCount(a, b, ["diskPaths", name]);
  if (name === "registryPathCount") return pathCount(a, b, ["registryPaths", name]);
  const [one, other] = [a[name], b[name]];
  if (one === undefined || other === undefined) return one ?? other;
  return merge(one, other);
}

/**
 * What two rows about one machine and one CVE say together: the worst severity, the longest time seen, all software.
 * Associative, commutative and idempotent, so rows may come in any order, grouping and number.
 * Path counts are exact up to ten; beyond, they say as many as any one row had, and at least eleven: an exact count
 * would need all paths, of which only ten are kept.
 */
export function mergeFindings(a: Properties, b: Properties): Properties {
  const properties: Record<string, PropertyValue> = {};
  for (const entry of merges) {
    const value = merged(a, b, entry);
    if (value !== undefined) properties[entry[0]] = value;
  }
  return properties;
}
