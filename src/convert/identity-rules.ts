import { z } from "zod";
import {
  type Appearance,
  appearanceFields,
  type NotAPersonRule,
  notAPersonRules,
} from "./not-a-person.ts";

/** What an organization says about its accounts, as the file has it. */
export interface IdentityRules {
  /** Names of built-in rules that do not hold here. */
  readonly off: readonly string[];
  /** Users whom these fit are people, whatever another rule says. */
  readonly people: readonly AccountRule[];
  /** Users whom these fit are none. */
  readonly notPeople: readonly AccountRule[];
  /** NetBIOS names of domains, with the DNS names behind them. */
  readonly domains: Readonly<Record<string, readonly string[]>>;
}

/** A sign of some users: the field is one of the values, or fits the pattern; without case. */
interface AccountRule {
  readonly name: string;
  readonly field: keyof Appearance;
  readonly values?: readonly string[] | undefined;
  /** A regular expression. */
  readonly pattern?: string | undefined;
  readonly why: string;
}

/** No rules of an organization's own. */
export const noIdentityRules: IdentityRules = { off: [], people: [], notPeople: [], domains: {} };

const builtIn = new Set(notAPersonRules.map(({ name }) => name));
const name = z.string().min(1).max(100);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "i").flags === "i";
  } catch {
    return false;
  }
}

const accountRule = z
  .strictObject({
    name,
    field: z.enum(appearanceFields),
    values: z.array(z.string().min(1).max(400)).min(1).optional(),
    pattern: z
      .string()
      .min(1)
      .max(400)
      .refine(isPattern, { error: "no regular expression" })
      .optional(),
    why: z.string().max(400).default("The organization's own rule."),
  })
  .refine(({ values, pattern }) => (values === undefined) !== (pattern === undefined), {
    error: "wants either values or a pattern",
  });

/** The form of the file. */
export const identityRulesSchema = z.strictObject({
  off: z
    .array(
      z.string().refine((text) => builtIn.has(text), {
        error: `no built-in rule; there are ${[...builtIn].join(", ")}`,
      }),
    )
    .default([]),
  people: z.array(accountRule).default([]),
  notPeople: z.array(accountRule).default([]),
  domains: z.record(name, z.array(name).min(1)).default({}),
});

/** The rules in a text, or what is wrong with it. */
export type IdentityRulesAnswer =
  | { readonly ok: true; readonly rules: IdentityRules }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the rules of an organization. Never throws. */
export function readIdentityRules(text: string): IdentityRulesAnswer {
  const value = jsonIn(text);
  if (!value.ok) return { ok: false, problems: [value.problem] };
  const parsed = identityRulesSchema.safeParse(value.json);
  if (parsed.success) return { ok: true, rules: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? "the file" : path.join(".")}: ${message}`,
  );
  return { ok: false, problems };
}

function jsonIn(
  text: string,
):
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly problem: string } {
  try {
    return { ok: true, json: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const found = error instanceof Error ? error.message.slice(0, 200) : "?";
    return { ok: false, problem: `it is no JSON (${found})` };
  }
}

function compiled(rules: readonly AccountRule[]): NotAPersonRule[] {
  return rules.map(({ values, pattern, ...rule }) => ({
    ...rule,
    ...(values === undefined ? {} : { values: values.map((value) => value.trim().toLowerCase()) }),
    ...(pattern === undefined ? {} : { pattern: new RegExp(pattern, "i") }),
  }));
}

/** Who stands for nobody, by the built-in rules and the organization's own. */
export function notAPersonBy(
  rules: IdentityRules,
): (appearance: Appearance) => NotAPersonRule | null {
  const people = compiled(rules.people);
  const against = [
    ...compiled(rules.notPeople),
    ...notAPersonRules.filter((rule) => !rules.off.includes(rule.name)),
  ];
  return (appearance) =>
    people.some((rule) => ruleFits(rule, appearance))
      ? null
      : (against.find((rule) => ruleFits(rule, appearance)) ?? null);
}

function ruleFits({ field, values, pattern }: NotAPersonRule, appearance: Appearance): boolean {
  const value = appearance[field];
  if (value === null) return false;
  // A pattern that an organization wrote meets short texts only: it cannot make a run hang.
  const text = String(value).trim().toLowerCase().slice(0, 300);
  return values?.includes(text) === true || pattern?.test(text) === true;
}
