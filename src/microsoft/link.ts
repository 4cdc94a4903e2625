import type { Json } from "../base/json.ts";
import type { Api } from "./call.ts";
import { BrokenWalk } from "./incomplete-walk.ts";

/** Where an API's own paths begin. */
const roots: Readonly<Record<Api, string>> = { graph: "/v1.0/", defender: "/api/" };

/** What the links of a listing may name it: the delta of findings has another name inside (`microsoft-apis` §3.7). */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["softwarevulnerabilitychangesbymachine", "softwarevulnerabilitiestimeline"],
]);

/**
 * Path and query of a page link, to be asked on the configured host only: real links name foreign hosts
 * (`microsoft-apis` §3.7), and the token must not go there. `null` where there is no link. Throws `BrokenWalk` for a
 * link that does not lead to a page of what `asked` asked for.
 */
export function pathOfLink(api: Api, link: Json | undefined, asked: string): string | null {
  if (link === undefined || link === null || link === "") {
    return null;
  }
  const path = typeof link === "string" ? pathUnder(roots[api], link) : null;
  if (path === null || !isSame(lastSegment(path), lastSegment(asked))) {
    throw new BrokenWalk(
      "implausible_link",
      "the provider's link to the next page leads elsewhere.",
    );
  }
  return path;
}

function pathUnder(root: string, link: string): string | null {
  const query = link.indexOf("?");
  const address = query === -1 ? link : link.slice(0, query);
  const start = address.toLowerCase().indexOf(root);
  const path = start === -1 ? "" : address.slice(start);
  const isPlain = /^\/[\w./$()'-]+$/.test(path) && !path.includes("..");
  return isPlain
    ? `${path}${(query === -1 ? "" : link.slice(query)).replace(/[#\s].*$/s, "")}`
    : null;
}

function isSame(linked: string, asked: string): boolean {
  return linked === asked || linked === otherNames.get(asked);
}

function lastSegment(path: string): string {
  return /([^/?]+)\/?(\?|$)/.exec(path)?.[1]?.toLowerCase() ?? "";
}
