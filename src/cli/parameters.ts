import type { Parameters, ParameterValue } from "../j1ql/parameters.ts";
import { misuse } from "./flags.ts";

/** The parameters that `--param name=value` give. A value is JSON if it can be read so (`5`, `true`, `["a","b"]`), else text. */
export function parametersOf(given: readonly string[]): Parameters {
  return Object.fromEntries(given.map(parameterOf));
}

function parameterOf(given: string): [string, ParameterValue] {
  const at = given.indexOf("=");
  if (at < 1) throw misuse(`--param wants name=value, not "${given}".`);
  return [given.slice(0, at), valueOf(given.slice(at + 1))];
}

function valueOf(text: string): ParameterValue {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isScalar(parsed) || (Array.isArray(parsed) && parsed.every(isScalar))) return parsed;
  } catch {
    // What is not JSON is a text.
  }
  return text;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
