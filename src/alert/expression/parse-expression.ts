import { type BinaryOperator, bindings, type Expression } from "./expression.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { isTransform, transformNames } from "./transforms.ts";

/** What is wrong with an expression, and where. */
interface ExpressionProblem {
  readonly message: string;
  /** The offset in the expression's text. */
  readonly at: number;
}

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

const mostDepth = 40;
const nothing: Expression = { kind: "literal", value: null };
const constants: Readonly<Record<string, Expression>> = {
  true: { kind: "literal", value: true },
  false: { kind: "literal", value: false },
  null: nothing,
  undefined: { kind: "literal", value: undefined },
};

function isOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(bindings, text);
}

/** Reads an expression's text. Never throws, whatever the text. */
export function parseExpression(text: string): ParsedExpression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.choice();
  parser.expectEnd();
  const { problem } = parser;
  return problem === null ? { ok: true, expression } : { ok: false, problem };
}

/** Where reading stands. The first problem counts; what follows it is not read. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #problem: ExpressionProblem | null = null;
  /** Whether the brackets being read speak of the item that a filter looks at. */
  #isRelative = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get problem(): ExpressionProblem | null {
    return this.#problem;
  }

  get #token(): Token {
    const end: Token = { kind: "end", text: "", at: this.#tokens.at(-1)?.at ?? 0 };
    return this.#problem === null ? (this.#tokens[this.#at] ?? end) : end;
  }

  #isNext(text: string): boolean {
    const token = this.#token;
    return token.kind === "sign" && token.text === text;
  }

  #took(text: string): boolean {
    if (!this.#isNext(text)) return false;
    this.#at++;
    return true;
  }

  #wrong(message: string): Expression {
    this.#problem ??= { message, at: this.#token.at };
    return nothing;
  }

  #expect(text: string): void {
    if (!this.#took(text)) this.#wrong(`expected ${text}, found ${named(this.#token)}`);
  }

  expectEnd(): void {
    if (this.#token.kind !== "end") this.#wrong(`did not expect ${named(this.#token)}`);
  }

  choice(): Expression {
    if (++this.#depth > mostDepth) return this.#wrong("is nested too deeply");
    const test = this.#binary(1);
    const chosen = this.#chosen(test);
    this.#depth--;
    return chosen;
  }

  #chosen(test: Expression): Expression {
    if (this.#took("?:")) return { kind: "choice", test, yes: null, no: this.choice() };
    if (!this.#took("?")) return test;
    const yes = this.choice();
    this.#expect(":");
    return { kind: "choice", test, yes, no: this.choice() };
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const { kind, text } = this.#token;
      if (kind !== "sign" || !isOperator(text) || bindings[text] < least) return left;
      this.#at++;
      const right = this.#binary(text === "^" ? bindings[text] : bindings[text] + 1);
      left = { kind: "binary", operator: text, left, right };
    }
  }

  #unary(): Expression {
    if (++this.#depth > mostDepth) return this.#wrong("is nested too deeply");
    const operator = (["!", "-"] as const).find((sign) => this.#took(sign));
    const read: Expression =
      operator === undefined
        ? this.#postfix(this.#primary())
        : { kind: "unary", operator, of: this.#unary() };
    this.#depth--;
    return read;
  }

  #postfix(first: Expression): Expression {
    let of = first;
    for (;;) {
      if (this.#took(".")) of = { kind: "member", of, name: this.#name() };
      else if (this.#took("[")) of = this.#bracket(of);
      else if (this.#took("|")) of = this.#transform(of);
      else return of;
    }
  }

  #name(): string {
    const token = this.#token;
    if (token.kind === "name" || isOperator(token.text)) this.#at++;
    else this.#wrong(`expected a name, found ${named(token)}`);
    return token.text;
  }

  #bracket(of: Expression): Expression {
    const outside = this.#isRelative;
    this.#isRelative = false;
    const inner = this.choice();
    this.#expect("]");
    const isFilter = this.#isRelative;
    this.#isRelative = outside;
    return isFilter ? { kind: "filter", of, test: inner } : { kind: "index", of, at: inner };
  }

  #transform(of: Expression): Expression {
    const name = this.#name();
    if (!isTransform(name))
      this.#wrong(`there is no transform ${name}; there are ${transformNames.join(", ")}`);
    return { kind: "transform", name, of, given: this.#took("(") ? this.#items(")") : [] };
  }

  #items(end: ")" | "]"): readonly Expression[] {
    const items: Expression[] = [];
    while (this.#problem === null && !this.#took(end)) {
      items.push(this.choice());
      if (!this.#took(",") && !this.#isNext(end)) this.#expect(end);
    }
    return items;
  }

  #primary(): Expression {
    if (this.#took("(")) return this.#parenthesis();
    if (this.#took("[")) return { kind: "list", items: this.#items("]") };
    if (this.#took(".")) return this.#relative();
    const token = this.#token;
    const value = plainOf(token);
    if (value === null) return this.#wrong(`expected a value, found ${named(token)}`);
    this.#at++;
    return value;
  }

  #relative(): Expression {
    this.#isRelative = true;
    return { kind: "relative", name: this.#name() };
  }

  #parenthesis(): Expression {
    const inner = this.choice();
    this.#expect(")");
    return inner;
  }
}

/** What a single token means; `null` when it is no value. */
function plainOf({ kind, text }: Token): Expression | null {
  if (kind === "number") return { kind: "literal", value: Number(text) };
  if (kind === "text") return { kind: "literal", value: text };
  if (kind !== "name") return null;
  return Object.hasOwn(constants, text) ? (constants[text] ?? null) : { kind: "name", name: text };
}

function named({ kind, text }: Token): string {
  return kind === "end" ? "the end" : `"${text}"`;
}
