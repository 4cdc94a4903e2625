import { type Checking, type PropertyUse, type Scope, wrong } from "./checking.ts";
import type { PlanValue, Slot } from "./plan.ts";
import { nearest } from "./suggest.ts";
import type { Expression, Name, Path, PathPart } from "./syntax.ts";

/** A scope in which nothing is named yet. */
export function emptyScope(): Scope {
  return { slots: [], aliases: new Map(), targets: new Map(), verbs: new Map() };
}

/** Adds a slot; gives its number. */
export function addSlot(scope: Scope, slot: Slot): number {
  return scope.slots.push(slot) - 1;
}

/** Gives a slot the name written with AS. */
export function addAlias(checking: Checking, alias: Name | null, slot: number): void {
  if (alias === null) return;
  if (checking.scope.aliases.has(alias.text)) {
    const message = `The alias \`${alias.text}\` is taken. Use another name.`;
    wrong(checking, alias, { code: "duplicate_alias", message });
    return;
  }
  checking.scope.aliases.set(alias.text, slot);
}

/** Lets a type, a class or a verb name a slot. */
export function addDefault(names: Map<string, number[]>, name: string, slot: number): void {
  names.set(name, [...(names.get(name) ?? []), slot]);
}

/** What `alias.property` means; `alias` alone is the whole entity or relationship, `alias.*` all properties. */
export function resolvePath(checking: Checking, path: Path): PlanValue | null {
  const [first, ...rest] = path.parts;
  if (first === undefined) return null;
  const slot = resolveName(checking, first, rest.length === 0);
  if (slot === null) return null;
  if (rest.length === 0) return { kind: "whole", slot };
  if (rest.length === 1 && rest[0]?.text === "*" && rest[0].form === "plain") {
    return { kind: "everything", slot };
  }
  const name = rest.map(({ text }) => text).join(".");
  return propertyOf(checking, { slot, name, from: path.from, to: path.to });
}

/** The whole that a text in quotes names, where a text would say nothing: `COUNT('my user')`, `RETURN 'my user'`. */
export function quotedAlias({ scope }: Checking, expression: Expression): PlanValue | null {
  if (expression.kind !== "string") return null;
  const slot = scope.aliases.get(expression.value);
  return slot === undefined ? null : { kind: "whole", slot };
}

/** A property of a slot, noted as used. */
export function propertyOf(checking: Checking, use: PropertyUse): PlanValue | null {
  checking.uses.push(use);
  return { kind: "property", slot: use.slot, name: use.name };
}

function resolveName(checking: Checking, part: PathPart, alone: boolean): number | null {
  const { aliases, targets, verbs } = checking.scope;
  const alias = aliases.get(part.text);
  if (alias !== undefined) return alias;
  const slots = targets.get(part.text) ?? verbs.get(part.text.toUpperCase());
  if (slots === undefined) return unknownAlias(checking, part, alone);
  const [slot] = slots;
  if (slots.length === 1 && slot !== undefined) return slot;
  const message = `\`${part.text}\` occurs ${slots.length} times in the path. Name the one you mean with AS: \`${part.text} AS ${part.text.charAt(0).toLowerCase()}1\`.`;
  return wrong(checking, part, { code: "ambiguous_alias", message });
}

/** Whether a name is one that WHERE and RETURN can use. */
export function isNamed({ aliases, targets, verbs }: Scope, name: string): boolean {
  return aliases.has(name) || targets.has(name) || verbs.has(name.toUpperCase());
}

function unknownAlias(checking: Checking, part: PathPart, alone: boolean): null {
  const { aliases, targets, verbs } = checking.scope;
  const names = [...aliases.keys(), ...targets.keys(), ...verbs.keys()];
  const near = nearest(part.text, names);
  const [first = "u"] = names;
  if (alone && isFunction(part.text)) {
    const message = `${part.text.toUpperCase()} needs parentheses: \`${part.text.toUpperCase()}(${first})\`.`;
    return wrong(checking, part, { code: "unknown_alias", message });
  }
  const advice = alone
    ? `If it is a property, say whose: \`${first}.${part.text}\`.`
    : `The query names ${listOf(names)}. Write \`AS ${part.text}\` behind what it stands for.`;
  const message = `Unknown alias \`${part.text}\`. ${near === null ? advice : `Did you mean \`${near}\`?`}`;
  return wrong(checking, part, { code: "unknown_alias", message });
}

function isFunction(text: string): boolean {
  return /^(?:count|min|max|avg|sum|concat|merge|coalesce|unwind)$/i.test(text);
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  return names.map((name) => `\`${name}\``).join(", ");
}
