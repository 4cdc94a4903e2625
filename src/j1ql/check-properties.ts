import type { Catalogue } from "./catalogue.ts";
import { type Checking, type PropertyUse, warn } from "./checking.ts";
import { entityMetadata } from "./metadata.ts";
import type { Plan } from "./plan.ts";
import { reachOf } from "./reach.ts";
import { didYouMean } from "./suggest.ts";

/** Warns of properties that nothing in the graph has. */
export function warnOfProperties(checking: Checking, plan: Plan): void {
  const { catalogue, uses } = checking;
  if (catalogue === null) return;
  const { types } = reachOf(plan, catalogue);
  for (const use of uses) {
    const known = propertiesOf(types.get(use.slot) ?? new Set(), catalogue);
    if (known.size > 0) warnOfProperty(checking, use, known);
  }
}

function propertiesOf(types: ReadonlySet<string>, { entities }: Catalogue): ReadonlySet<string> {
  const matching = entities.filter(({ type }) => types.has(type));
  return new Set(matching.flatMap(({ properties }) => Object.keys(properties)));
}

function warnOfProperty(checking: Checking, use: PropertyUse, known: ReadonlySet<string>): void {
  const isMetadata = entityMetadata.some((name) => name === use.name);
  if (isMetadata || known.has(use.name)) return;
  // The catalogue samples: a property that few entities have is missing from it, a misspelt one is near another.
  const near = didYouMean(use.name, [...known, ...entityMetadata]);
  if (near === "") return;
  const message = `None of the entities sampled has a property \`${use.name}\`.${near}`;
  warn(checking, use, { code: "unknown_property", message });
}
