import { keyOf } from "./check-parameter.ts";
import { type Checking, wrong } from "./checking.ts";
import { parametersIn, withoutParameters, withParameters } from "./pattern-parameters.ts";
import type { PlanOperator, PlanValue, Predicate } from "./plan.ts";
import type { Operand } from "./syntax.ts";

/** The longest regular expression that is accepted. */
const maxLength = 500;

const places: Readonly<Partial<Record<PlanOperator, "start" | "end" | "anywhere">>> = {
  "=": "anywhere",
  "~=": "anywhere",
  "^=": "start",
  "$=": "end",
};

/** A comparison with a regular expression. */
export interface PatternCheck {
  readonly left: PlanValue;
  readonly operator: PlanOperator;
  readonly regex: Operand & { readonly kind: "regex" };
}

/** What a comparison with a regular expression means. Only what a linear-time engine can match is accepted. */
export function checkPattern(
  checking: Checking,
  { left, operator, regex }: PatternCheck,
): Predicate | null {
  const at = places[operator];
  if (at === undefined) {
    const message = `\`${operator}\` cannot compare with a regular expression. Use \`~=\`, \`^=\` or \`$=\`.`;
    return wrong(checking, regex, { code: "invalid_regex", message });
  }
  const fault = faultOf(withoutParameters(regex), regex.flags);
  if (fault !== null) return wrong(checking, regex, { code: "invalid_regex", message: fault });
  const insensitive = regex.flags.toLowerCase().includes("i");
  const [parameter] = parametersIn(regex);
  if (parameter !== undefined && checking.parameters === null) {
    const right: PlanValue = { kind: "parameter", name: keyOf(parameter) };
    return { kind: "compare", left, operator: "~=", right };
  }
  const source = withParameters(checking, regex);
  if (source === null) return null;
  if (source.length <= maxLength) return { kind: "matches", left, at, source, insensitive };
  return wrong(checking, regex, { code: "invalid_regex", message: tooLong(source) });
}

function tooLong({ length }: string): string {
  return `This regular expression has ${length} characters; at most ${maxLength} are accepted.`;
}

const refused: readonly (readonly [RegExp, string])[] = [
  [/\(\?(?:=|!|<=|<!)/, "Looking ahead or behind is not possible in a regular expression here."],
  [/\(\?>|[+*?}]\+/, "Atomic groups and possessive quantifiers are not possible here."],
  [/\\[1-9]|\\k</, "References back to a group are not possible in a regular expression here."],
  [/\\[^dDwWsSbBtnrfv\W]/, "Escape only `\\d \\D \\w \\W \\s \\S \\b \\B \\t \\n \\r` and signs."],
  [/\(\?(?![:])/, "The only special group is `(?:…)`. For any case add the flag: `/…/i`."],
  [/\\[^ -~]/, "Only signs of ASCII can be escaped."],
  [/\[\^?\]/, "A class of characters needs at least one: `[a-z]`."],
  [
    /\[[^\]]*(?:-\\[dDwWsS]|\\[bB])/,
    "This class of characters cannot be read: write `[\\w.-]` with the hyphen last.",
  ],
  [/\[\[:/, "Write the characters of a class out: `[a-z]`."],
  [
    /\{(?:\d*,)?(?:25[6-9]|2[6-9]\d|[3-9]\d\d|\d{4,})/,
    "A quantifier goes up to 255 here: that is as far as both engines go.",
  ],
];

// A sign of ASCII that is escaped stands for itself, whatever is before and behind it, as in `\\Users`, `\++` and `\(?=`.
const escapedSign = /\\[ -/:-@[-^`{-~]/g;

function faultOf(source: string, flags: string): string | null {
  if (source.length > maxLength) return tooLong(source);
  if (!/^i*$/i.test(flags)) return `The only flag is \`i\` (any case); found \`${flags}\`.`;
  const unescaped = source.replaceAll(escapedSign, "x");
  const found = refused.find(([pattern]) => pattern.test(unescaped));
  if (found !== undefined) return found[1];
  if (repetitionsOf(unescaped) > 1_000) return "This repeats a repeated part more than 1000 times.";
  return syntaxFault(source);
}

/** How often a part may be repeated, as a group within groups: more than the engine allows cannot be asked for. */
function repetitionsOf(source: string): number {
  const counts = [...source.matchAll(/(\)?)\{(\d+)(?:,(\d*))?\}/g)].map(
    ([, close, least, most]) => ({
      isGroup: close === ")",
      count: Number(most === undefined || most === "" ? least : most),
    }),
  );
  const groups = counts.filter(({ isGroup }) => isGroup).reduce((all, { count }) => all * count, 1);
  const single = counts.filter(({ isGroup }) => !isGroup).map(({ count }) => count);
  return groups * Math.max(1, ...single);
}

function syntaxFault(source: string): string | null {
  try {
    void new RegExp(source, "v");
    return null;
  } catch {
    return looseFault(source);
  }
}

/** The strict reading refuses some harmless escapes, such as `\-`; the loose one is the last word. */
function looseFault(source: string): string | null {
  try {
    void new RegExp(source);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*?: /, "") : "it is not valid";
    return `This is not a regular expression: ${reason}.`;
  }
}
