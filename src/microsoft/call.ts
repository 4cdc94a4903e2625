import type { FailedCall } from "../base/failure.ts";
import type { JsonObject } from "../base/json.ts";
import type { Family } from "./limits.ts";

/** One of the two APIs that want a token. */
export type Api = "graph" | "defender";

/** The name under which an administrator finds the API's permissions. */
export const apiNames: Readonly<Record<Api, string>> = {
  graph: "Microsoft Graph",
  defender: "WindowsDefenderATP",
};

/** One read of an API. */
export interface Call {
  readonly api: Api;
  readonly family: Family;
  /** Path and query below the API's base, such as `/api/machines?$top=10000`. */
  readonly path: string;
  /** What is read, in the words of a message: "Cannot read machines: …". */
  readonly what: string;
  /** The application permission it needs. */
  readonly permission: string;
  /** What it costs of its family's budget: 1, or Graph's resource units. */
  readonly cost?: number;
  /** Sent as a POST where given. */
  readonly post?: JsonObject;
  /** How often a 404 is asked again: Defender's are flaky on sub-resources (`microsoft-apis` §6.9). */
  readonly notFoundRetries?: number;
  /** How long the provider may think before it answers, where that is more than usual. */
  readonly thinkingMs?: number;
  /** Whether the answer has the shape of one; otherwise it is broken and asked again. */
  readonly isSound?: (body: JsonObject) => boolean;
}

/** Whether an answer is a collection. */
export function isCollection(body: JsonObject): boolean {
  return Array.isArray(body["value"]);
}

/** A call as a failure tells it: without its query, which may hold a page token. */
export function failedCall(
  { api, path, post }: Call,
  answer: { readonly status: number | null; readonly requestId: string | undefined },
): FailedCall {
  const method = post === undefined ? "GET" : "POST";
  const call = `${method} ${apiNames[api]} ${path.split("?", 1)[0] ?? ""}`;
  return { call, status: answer.status, requestId: answer.requestId ?? null };
}
