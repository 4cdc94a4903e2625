import { givenFor } from "./check-parameter.ts";
import type { Checking } from "./checking.ts";
import type { ParameterValue } from "./parameters.ts";
import { parseParameter } from "./parse-literal.ts";
import type { Operand, Parameter } from "./syntax.ts";

type Regex = Operand & { readonly kind: "regex" };

const within = /(\$\{|\{\{)\s*(\p{L}[^{}]*?)\s*\}\}?/gu;

/** The parameters within a regular expression, such as `/^web-${site}/`. */
export function parametersIn({ source, from }: Regex): readonly Parameter[] {
  return [...source.matchAll(within)].map(({ 0: text, 1: open = "", 2: value = "", index }) => {
    const start = from + 1 + index;
    const token = { kind: "parameter" as const, value, flags: open, from: start };
    return parseParameter({ ...token, to: start + text.length });
  });
}

/** The expression with the same letter in place of each parameter: what is written, whatever is given. */
export function withoutParameters({ source }: Regex): string {
  return source.replaceAll(within, "x");
}

/** The expression with what is given, as plain text, in place of each parameter; `null` where a value lacks (which has been noted). */
export function withParameters(checking: Checking, regex: Regex): string | null {
  const given = parametersIn(regex).map((parameter) => givenFor(checking, parameter));
  const values = given.flatMap((one) => (one?.kind === "value" ? [one.value] : []));
  if (values.length < given.length) return null;
  let next = 0;
  return regex.source.replaceAll(within, () => alternatives(values[next++] ?? []));
}

/** Any of these texts, every sign standing for itself. */
function alternatives(value: ParameterValue): string {
  const texts = (typeof value === "object" ? value : [value]).map(String);
  return `(?:${texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join("|")})`;
}
