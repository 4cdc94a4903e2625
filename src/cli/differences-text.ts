import type { ChangeView } from "../service/desk.ts";

function value(of: unknown): string {
  return of === undefined ? "absent" : JSON.stringify(of);
}

/** `riskScore: "Low" → "High"; …` */
export function differencesText(properties: ChangeView["properties"]): string {
  return Object.entries(properties)
    .map(([name, { before, after }]) => `${name}: ${value(before)} → ${value(after)}`)
    .join("; ");
}
