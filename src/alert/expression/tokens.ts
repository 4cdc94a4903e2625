import { bindings } from "./expression.ts";

/** A piece of an expression. */
export interface Token {
  readonly kind: "number" | "text" | "name" | "sign" | "wrong" | "end";
  /** As written; of a text, what it means. */
  readonly text: string;
  readonly at: number;
}

const pattern =
  /\s+|(?<number>\d+(?:\.\d+)?)|"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<name>[A-Za-z_$][\w$]*)|(?<sign>\|\||&&|==|!=|>=|<=|\/\/|\?:|[><+\-*/%^!?:.,()[\]|])|(?<wrong>.)/gsu;

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function meant(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign);
}

function tokenOf(match: RegExpMatchArray): Token | null {
  const at = match.index ?? 0;
  const { number, double, single, name, sign, wrong } = match.groups ?? {};
  if (number !== undefined) return { kind: "number", text: number, at };
  if (double !== undefined) return { kind: "text", text: meant(double), at };
  if (single !== undefined) return { kind: "text", text: meant(single), at };
  if (name !== undefined)
    return { kind: Object.hasOwn(bindings, name) ? "sign" : "name", text: name, at };
  if (sign !== undefined) return { kind: "sign", text: sign, at };
  return wrong === undefined ? null : { kind: "wrong", text: wrong, at };
}

/** The pieces of an expression, ended by an `end`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens = [...text.matchAll(pattern)].flatMap((match) => tokenOf(match) ?? []);
  return [...tokens, { kind: "end", text: "", at: text.length }];
}
