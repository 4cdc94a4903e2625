import type { Catalogue } from "./catalogue.ts";
import { type Checking, warn } from "./checking.ts";
import { didYouMean } from "./suggest.ts";
import { typesOf } from "./reach.ts";
import { isClassName } from "./names.ts";
import type { Hop, Query, Step, Target } from "./syntax.ts";

/** Warns of types and classes that the graph does not hold: legal, but the answer will be empty. */
export function warnOfNames(checking: Checking, query: Query): void {
  const { catalogue } = checking;
  if (catalogue === null || catalogue.entities.length === 0) return;
  for (const target of targetsOf(query)) warnOfName({ checking, catalogue, target });
}

interface NameCheck {
  readonly checking: Checking;
  readonly catalogue: Catalogue;
  readonly target: Target;
}

function targetsOf(query: Query): readonly Target[] {
  const targets = [query.start.target, ...hopsOf(query.steps).map((hop) => hop.selector.target)];
  return targets.flatMap((target) => (target.kind === "either" ? target.options : [target]));
}

/** All hops of the path as written, those in optional groups among them. */
export function hopsOf(steps: readonly Step[]): readonly Hop[] {
  return steps.flatMap((step) => (step.kind === "hop" ? [step] : hopsOf(step.steps)));
}

function warnOfName({ checking, catalogue, target: written }: NameCheck): void {
  const target = written.kind === "smartClass" ? written.of : written;
  if (target === null || !("text" in target) || written.kind === "text") return;
  const kind = isClassName(target.text) ? "class" : "type";
  if (typesOf({ kind, name: target.text }, catalogue).size > 0) return;
  const types = catalogue.entities.map(({ type }) => type);
  const classes = [...new Set(catalogue.entities.flatMap((entity) => entity.classes))];
  // A class written like a type is the likeliest slip, so names of the same kind come second.
  const near =
    didYouMean(target.text, kind === "class" ? classes : types) ||
    didYouMean(target.text, kind === "class" ? types : classes);
  const message = `Nothing in this graph has the ${kind} \`${target.text}\`.${near}`;
  warn(checking, target, { code: `unknown_${kind}`, message });
}
