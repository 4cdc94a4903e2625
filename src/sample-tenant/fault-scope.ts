import type { FaultKind } from "./fault.ts";

const transport: readonly FaultKind[] = ["reset", "truncated", "slow", "latency", "cut", "garbage"];
const refusals: readonly FaultKind[] = ["http500", "http503", "http429"];
const api: readonly FaultKind[] = [
  ...refusals,
  "http401",
  "http403",
  "notFound",
  "emptyAnswer",
  "thinned",
  "expiredPageToken",
];
const file: readonly FaultKind[] = ["expiredSas", "brokenGzip", "emptyFile", "missingPart"];

/** What kind of request it is. */
export type Scope = "token" | "graph" | "batched" | "defender" | "file";

const scopes: Readonly<Record<Scope, ReadonlySet<FaultKind>>> = {
  token: new Set([...refusals, ...transport]),
  graph: new Set([...api, ...transport]),
  // A request inside a `$batch` has no connection of its own.
  batched: new Set(api),
  defender: new Set<FaultKind>([...api, ...transport, "inactiveAccount"]),
  file: new Set([...refusals, ...transport, ...file]),
};

/** Kinds that only one endpoint can show. */
const special: Readonly<Partial<Record<FaultKind, string>>> = {
  shrink: "defender.machines",
  exportEmpty: "defender.findingExport",
};

/** Whether a request can show a kind of fault. */
export function isPossible(
  kind: FaultKind,
  request: { readonly scope: Scope; readonly endpoint: string; readonly hasPageToken: boolean },
): boolean {
  const only = special[kind];
  if (only !== undefined) {
    return only === request.endpoint;
  }
  return scopes[request.scope].has(kind) && (kind !== "expiredPageToken" || request.hasPageToken);
}
