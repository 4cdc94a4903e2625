import type { EntityThen } from "./relation-groups.ts";
import { readable } from "../part/format.ts";

/** What tells most about how a relationship is known, in this order. */
const told = [
  "method",
  "reason",
  "confidence",
  "software",
  "fixedVersion",
  "lastSeenOn",
  "logonTypes",
];

type Properties = EntityThen["neighbours"][number]["properties"];

/** How a relationship is known, in a line. */
export function Evidence({ properties }: { readonly properties: Properties }) {
  const parts = told.flatMap((name) => {
    const value = properties[name];
    return value === undefined || value === null ? [] : [readable(name, value)];
  });
  if (parts.length === 0) return null;
  return <span className="evidence muted">{parts.join(" · ")}</span>;
}
