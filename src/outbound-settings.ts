import type { OutboundSettings } from "./service/desk-parts.ts";

/** Where alerts may be sent besides public addresses, and how people reach the console, as the environment says. */
export function outboundOf(
  environment: Readonly<Record<string, string | undefined>>,
): OutboundSettings {
  const allowed = (environment["DEFENDER_GRAPH_ALLOW_OUTBOUND"] ?? "").split(/[\s,]+/);
  return {
    allowed: allowed.filter((entry) => entry !== ""),
    publicUrl: environment["DEFENDER_GRAPH_PUBLIC_URL"] || null,
  };
}
