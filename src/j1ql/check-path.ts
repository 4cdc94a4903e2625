import { checkCondition } from "./check-condition.ts";
import { checkSmartClass } from "./check-smart-class.ts";
import { type Checking, type Clause, warn, wrong } from "./checking.ts";
import { isClassName } from "./names.ts";
import type {
  EdgeSlot,
  PlanHop,
  PlanOptional,
  PlanStep,
  PlanTarget,
  PlanValue,
  Predicate,
} from "./plan.ts";
import { addAlias, addDefault, addSlot, propertyOf } from "./scope.ts";
import type {
  Hop,
  OptionalGroup,
  Path,
  PathPart,
  Query,
  Selector,
  Step,
  Target,
} from "./syntax.ts";

/** The most entities and relationships that one path may name. */
const maxSlots = 48;

/** Checks the path of a query: fills the scope's slots and gives the steps. */
export function checkPath(checking: Checking, query: Query): readonly PlanStep[] {
  checkSelector(checking, query.start, false);
  const steps = checkSteps(checking, query.steps);
  if (checking.scope.slots.length > maxSlots) {
    const message = `A path has at most ${maxSlots / 2} steps. Split the question.`;
    wrong(checking, query, { code: "too_deep", message });
  }
  return steps;
}

function checkSteps(checking: Checking, steps: readonly Step[]): readonly PlanStep[] {
  return steps.flatMap((step): PlanStep[] => {
    if (step.kind === "hop") return [checkHop(checking, step)];
    return checkOptional(checking, step);
  });
}

function checkHop(checking: Checking, hop: Hop): PlanHop {
  const edge = addSlot(checking.scope, edgeOf(hop));
  if (hop.somehow === null) addAlias(checking, hop.alias, edge);
  else checkSomehow(checking, hop, hop.somehow);
  const [verb] = hop.verbs;
  const isNamed = hop.verbs.length === 1 && verb !== undefined && verb.text !== null;
  const isSingle = isNamed && hop.somehow === null;
  if (isSingle) addDefault(checking.scope.verbs, (verb.text ?? "").toUpperCase(), edge);
  const vertex = checkSelector(checking, hop.selector, hop.negated);
  return { kind: "hop", negated: hop.negated, edge, vertex };
}

const mostBetween = 10;

function checkSomehow(checking: Checking, { alias }: Hop, somehow: NonNullable<Hop["somehow"]>) {
  const { depth } = somehow;
  if (depth !== null && (depth > mostBetween || !Number.isInteger(depth))) {
    const message = `SOMEHOW passes at most ${mostBetween} entities on its way: write \`SOMEHOW ${mostBetween}\` or fewer.`;
    wrong(checking, somehow, { code: "invalid_depth", message });
  }
  if (alias === null) return;
  const message =
    "SOMEHOW walks several relationships, so no name can stand for one: leave out AS.";
  wrong(checking, alias, { code: "somehow_takes_no_alias", message });
}

function edgeOf({ verbs, direction, negated, alias, somehow }: Hop): EdgeSlot {
  const named = verbs.map(({ text }) => text);
  const known = named.filter((text) => text !== null);
  const name = alias?.text ?? known.join("|");
  // One RELATES TO among the alternatives makes them all superfluous.
  const isAny = known.length < named.length;
  const capitals = [...new Set(known.map((text) => text.toUpperCase()))];
  const between = somehow === null ? null : (somehow.depth ?? 5);
  return { kind: "edge", name, verbs: isAny ? null : capitals, direction, negated, between };
}

function checkOptional(checking: Checking, group: OptionalGroup): PlanStep[] {
  const { alias } = group;
  const steps = checkSteps(checking, group.steps);
  if (steps.length === 0) return [];
  const slot = alias === null ? null : addSlot(checking.scope, { kind: "group", name: alias.text });
  if (slot !== null) addAlias(checking, alias, slot);
  const optional: PlanOptional = { kind: "optional", steps, group: slot };
  return [optional];
}

function checkSelector(checking: Checking, selector: Selector, negated: boolean): number {
  const { target, filter, alias, aliasFirst } = selector;
  const name = alias?.text ?? nameOfTarget(target);
  // The slot must stand before its filter is checked, so that slots are numbered as they are written.
  const place = addSlot(checking.scope, {
    kind: "vertex",
    name,
    target: { kind: "any" },
    filter: null,
    negated,
  });
  addAlias(checking, alias, place);
  addDefaults(checking, target, place);
  if (aliasFirst && alias !== null) warnOfOrder(checking, alias);
  const condition = filter === null ? null : checkFilter(checking, place, filter);
  const planned = checkTarget(checking, target) ?? { kind: "any" };
  checking.scope.slots[place] = {
    kind: "vertex",
    name,
    target: planned,
    filter: condition,
    negated,
  };
  return place;
}

function warnOfOrder(checking: Checking, alias: { text: string; from: number; to: number }): void {
  const message = `The documented order is WITH before AS: write \`WITH … AS ${alias.text}\`. Both are read here.`;
  warn(checking, alias, { code: "alias_before_with", message });
}

function nameOfTarget(target: Target): string {
  return target.kind === "name" || target.kind === "smartClass" ? target.text : "";
}

/** A type, a class or a smart class names what it matches, unless it is one of several alternatives. */
function addDefaults({ scope }: Checking, target: Target, slot: number): void {
  if (target.kind === "name") addDefault(scope.targets, target.text, slot);
  if (target.kind !== "smartClass") return;
  addDefault(scope.targets, target.text, slot);
  if (target.of !== null) addDefault(scope.targets, target.of.text, slot);
}

function checkTarget(checking: Checking, target: Target): PlanTarget | null {
  switch (target.kind) {
    case "any":
      return { kind: "any" };
    case "name":
      return { kind: isClassName(target.text) ? "class" : "type", name: target.text };
    case "text":
      return { kind: "text", terms: target.text.split(/\s+/).filter((term) => term !== "") };
    case "smartClass":
      return checkSmartClass(checking, target);
    case "either": {
      const options = target.options.map((option) => checkTarget(checking, option));
      const known = options.filter((option) => option !== null);
      return known.length < options.length ? null : { kind: "either", options: known };
    }
    case "missing":
      return null;
  }
}

function checkFilter(
  checking: Checking,
  slot: number,
  filter: NonNullable<Selector["filter"]>,
): Predicate | null {
  const clause: Clause = {
    name: "WITH",
    aggregates: false,
    whole: () => null,
    path: (path) => filterProperty(checking, slot, path),
    rightPath: (path) => refuseProperty(checking, path),
  };
  return checkCondition(checking, clause, filter);
}

function filterProperty(checking: Checking, slot: number, path: Path): PlanValue | null {
  const [first, ...rest] = path.parts;
  const isAliased = rest.length > 0 && first !== undefined && first.form !== "bracketed";
  if (isAliased && checking.scope.aliases.has(first.text)) {
    const message = `WITH filters the entity before it, so its properties have no alias: write \`${nameOf(rest)}\`, or move the condition to WHERE.`;
    return wrong(checking, path, { code: "with_takes_no_alias", message });
  }
  return propertyOf(checking, { slot, name: nameOf(path.parts), from: path.from, to: path.to });
}

function nameOf(parts: readonly PathPart[]): string {
  return parts.map(({ text }) => text).join(".");
}

/** What was meant by a name where a value is due. */
function adviceForValue({ parts }: Path): string {
  const name = nameOf(parts);
  const [first] = parts;
  if (first?.form === "bracketed") return "Write several values as `('a' OR 'b')`.";
  if (/^date\./i.test(name)) return "The present moment is `date.now`, as in `date.now - 7 days`.";
  if (/^(?:yes|no|on|off)$/i.test(name)) return "Truth is `true` or `false`.";
  return `If \`${name}\` is a text, put it in quotes: \`'${name}'\`; to compare two properties use WHERE.`;
}

function refuseProperty(checking: Checking, path: Path): null {
  const message = `WITH compares a property with a value. ${adviceForValue(path)}`;
  return wrong(checking, path, { code: "with_compares_properties", message });
}
