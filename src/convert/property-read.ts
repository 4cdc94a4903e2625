import type { Properties } from "../graph/entity.ts";
import { cleanText } from "./clean.ts";

/** The property's text; `null` where it is absent, blank or no text. */
export function textOf(properties: Properties, name: string): string | null {
  const value = properties[name];
  return typeof value === "string" ? cleanText(value) : null;
}

/** The property's text in lower case, for comparisons without case. */
export function lowerOf(properties: Properties, name: string): string | null {
  return textOf(properties, name)?.toLowerCase() ?? null;
}

/** The property's number; `null` where it is absent or no number. */
export function numberOf(properties: Properties, name: string): number | null {
  const value = properties[name];
  return typeof value === "number" ? value : null;
}

/** The property's truth; `null` where it is absent or neither true nor false. */
export function flagOf(properties: Properties, name: string): boolean | null {
  const value = properties[name];
  return typeof value === "boolean" ? value : null;
}

/** The property's texts; empty where it is absent or no list. */
export function listOf(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "string");
}
