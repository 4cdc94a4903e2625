import type { Catalogue } from "./catalogue.ts";
import { type Checking, warn } from "./checking.ts";
import { hopsOf } from "./check-names.ts";
import { type Link, linksOf } from "./links.ts";
import type { EdgeSlot, Plan } from "./plan.ts";
import { ownTypes, passagesBetween } from "./reach.ts";
import { type Ends, waysBetween } from "./ways.ts";
import type { Hop, Query } from "./syntax.ts";

/** Warns of steps that no relationship in the graph can take. */
export function warnOfHops(checking: Checking, query: Query, plan: Plan): void {
  const { catalogue } = checking;
  if (catalogue === null) return;
  const types = ownTypes(plan.slots, catalogue);
  const typesAt = (slot: number): ReadonlySet<string> => types.get(slot) ?? new Set();
  const hops = hopsOf(query.steps);
  linksOf(plan).forEach((link, index) => {
    const hop = hops[index];
    const edge = plan.slots[link.hop.edge];
    if (hop === undefined || edge?.kind !== "edge") return;
    const starts = new Set(link.from.flatMap((slot) => [...typesAt(slot)]));
    const ends = typesAt(link.hop.vertex);
    warnOfHop({ checking, catalogue, hop, edge, link, between: { starts, ends } });
  });
}

interface HopCheck {
  readonly checking: Checking;
  readonly catalogue: Catalogue;
  readonly hop: Hop;
  readonly edge: EdgeSlot;
  readonly link: Link;
  readonly between: Ends;
}

function warnOfHop({ checking, catalogue, hop, edge, link, between }: HopCheck): void {
  // An unknown type at either end has been noted already.
  if (between.starts.size === 0 || between.ends.size === 0) return;
  if (passagesBetween(edge, between, catalogue).ways.length > 0) return;
  const verbs = edge.verbs === null ? "relationship" : `relationship ${edge.verbs.join(" or ")}`;
  const effect = link.hop.negated ? "This step excludes nothing" : "This step matches nothing";
  const message = `${effect}: no ${verbs} leads this way in this graph. ${adviceFor(edge, between, catalogue)}`;
  const at = { from: hop.verbs[0]?.from ?? hop.from, to: hop.verbs.at(-1)?.to ?? hop.to };
  warn(checking, at, { code: "no_such_relationship", message });
}

function adviceFor(edge: EdgeSlot, between: Ends, catalogue: Catalogue): string {
  if (edge.between !== null) {
    return "Nothing connects these two in so few steps: allow more, or other verbs.";
  }
  const turned = waysBetween({ ...edge, direction: "either" }, between, catalogue);
  if (turned.length > 0) {
    return `It points the other way: write \`${edge.direction === "out" ? "<<" : ">>"}\`.`;
  }
  const all = waysBetween({ verbs: null, direction: "either" }, between, catalogue);
  const existing = new Set(
    all.map(({ shape, direction }) => `\`${shape.verb} ${direction === "out" ? ">>" : "<<"}\``),
  );
  if (existing.size === 0) return "Nothing connects these two directly.";
  return `There is ${[...existing].slice(0, 5).join(", ")}.`;
}
