import type { FastifyRequest } from "fastify";
import { Failure } from "../base/failure.ts";

/** What a program sends that keeps a cookie but is no browser; no page of another site can send it. */
const ownHeader = "x-defender-graph";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** What tells one's own pages from those of others. */
interface Site {
  readonly publicUrl: URL | undefined;
  /** The request is let in by a cookie, which browsers send along whoever asks. */
  readonly withCookie: boolean;
}

/**
 * Throws `cross_site` when a page of another site sends a request that changes something. Browsers say where a request
 * comes from (`Sec-Fetch-Site`, `Origin`); what does not say it must send a header that other sites' pages cannot.
 */
export function refuseCrossSite(request: FastifyRequest, { publicUrl, withCookie }: Site): void {
  if (safeMethods.has(request.method)) return;
  const found = originOf(request, publicUrl);
  if (found === "own" || (found === "untold" && !withCookie)) return;
  if (found === "untold" && request.headers[ownHeader] !== undefined) return;
  const message =
    found === "other"
      ? "The request was refused: it comes from a page of another site."
      : `The request was refused: it does not say which page it comes from. A program that logs in with a cookie sends the header ${ownHeader}: 1, or better uses an API token.`;
  throw new Failure(message, { code: "cross_site", retryable: false });
}

function originOf(
  { headers }: FastifyRequest,
  publicUrl: URL | undefined,
): "own" | "other" | "untold" {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" ? "own" : "other";
  if (headers.origin === undefined) return "untold";
  const host = hostOf(headers.origin);
  return host !== null && (host === headers.host || host === publicUrl?.host) ? "own" : "other";
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
