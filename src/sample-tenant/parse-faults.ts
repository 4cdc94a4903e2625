import type { Json, JsonObject } from "../base/json.ts";
import { type Fault, type FaultKind, faultKinds, type Faults } from "./fault.ts";
import { isObject } from "./json-text.ts";

/** Faults from the control surface's JSON, or a sentence that says what is wrong with it. */
export function parseFaults(value: JsonObject): Faults | string {
  const list = value["faults"] ?? [];
  if (!isList(list)) {
    return "faults: expected a list of faults";
  }
  const faults: Fault[] = [];
  for (const [index, item] of list.entries()) {
    const fault = parseFault(item);
    if (typeof fault === "string") {
      return `faults[${index}]: ${fault}`;
    }
    faults.push(fault);
  }
  const seed = value["seed"];
  return typeof seed === "number" ? { seed, faults } : { faults };
}

const numbers = ["probability", "after", "times", "ms", "retryAfterSeconds"] as const;
const texts = ["endpoint", "address", "role"] as const;

function parseFault(value: Json): Fault | string {
  if (!isObject(value)) {
    return "expected an object";
  }
  const kind = kindOf(value["kind"]);
  if (kind === undefined) {
    return `kind: expected one of ${faultKinds.join(", ")}`;
  }
  const wrong =
    numbers.find((key) => value[key] !== undefined && typeof value[key] !== "number") ??
    texts.find((key) => value[key] !== undefined && typeof value[key] !== "string");
  if (wrong !== undefined) {
    return `${wrong}: wrong type`;
  }
  return { kind, ...picked(value, numbers, "number"), ...picked(value, texts, "string") };
}

function kindOf(value: Json | undefined): FaultKind | undefined {
  return faultKinds.find((kind) => kind === value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function picked(value: JsonObject, keys: readonly string[], type: "number" | "string"): object {
  return Object.fromEntries(
    keys.map((key) => [key, value[key]] as const).filter(([, item]) => typeof item === type),
  );
}
