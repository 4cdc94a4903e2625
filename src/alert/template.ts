import { textOf } from "./expression/data.ts";
import { type Scope, valueOf } from "./expression/evaluate-expression.ts";
import type { Data, Expression } from "./expression/expression.ts";
import { parseExpression } from "./expression/parse-expression.ts";

/** How a value is written into a text so that it cannot become more than a value there. */
export type Escape = (
  text: string,
  place: { readonly before: string; readonly value: Data },
) => string;

/** What a template works with. */
export interface TemplateScope {
  readonly variables: { readonly [name: string]: Data };
  /** Named templates for `mapTemplate`. */
  readonly templates: Readonly<Record<string, string>>;
}

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "wrong"; readonly message: string };

const opening = "{{";

/** Where an expression ends: `}}` inside quotes is part of it. */
function endOf(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (quote !== "") {
      if (sign === "\\") at++;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (text.startsWith("}}", at)) return at;
  }
  return -1;
}

function pieceOf(text: string): Piece {
  const parsed = parseExpression(text);
  if (parsed.ok) return { kind: "expression", expression: parsed.expression };
  const { message, at } = parsed.problem;
  return { kind: "wrong", message: `{{${text}}}: ${message}, at sign ${at + 1}` };
}

function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (;;) {
    const start = template.indexOf(opening, from);
    if (start < 0) return [...pieces, { kind: "text", text: template.slice(from) }];
    pieces.push({ kind: "text", text: template.slice(from, start) });
    const end = endOf(template, start + opening.length);
    if (end < 0)
      return [
        ...pieces,
        { kind: "wrong", message: `the ${opening} at sign ${start + 1} has no }}` },
      ];
    pieces.push(pieceOf(template.slice(start + opening.length, end)));
    from = end + 2;
  }
}

/** What is wrong with a template; nothing when it can be rendered. */
export function templateProblems(template: string): readonly string[] {
  return piecesOf(template).flatMap((piece) => (piece.kind === "wrong" ? [piece.message] : []));
}

const plain: Escape = (text) => text;

function scopeOf({ variables, templates }: TemplateScope, depth: number): Scope {
  return {
    variables,
    renderItem(name, more) {
      const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
      // A template that maps itself ends here.
      if (template === undefined || depth > 3) return "";
      const scope = { variables: { ...variables, ...more }, templates };
      return rendered(template, { scope, escape: plain, depth: depth + 1 });
    },
  };
}

interface Rendering {
  readonly scope: TemplateScope;
  readonly escape: Escape;
  readonly depth: number;
}

function rendered(template: string, { scope, escape, depth }: Rendering): string {
  const inner = scopeOf(scope, depth);
  let text = "";
  // What stands before, without the values: they must not decide how later ones are written.
  let before = "";
  for (const piece of piecesOf(template)) {
    if (piece.kind === "text") {
      text += piece.text;
      before += piece.text;
    } else if (piece.kind === "expression") {
      const value = valueOf(piece.expression, inner);
      text += escape(textOf(value), { before, value });
    }
  }
  return text;
}

/** Writes a template's text, with each value escaped. What is wrong in it is left out. */
export function render(template: string, scope: TemplateScope, escape: Escape): string {
  return rendered(template, { scope, escape, depth: 0 });
}

/** The value of a template that is one expression alone, in its own kind; any other's text. */
export function renderValue(template: string, scope: TemplateScope): Data {
  const pieces = piecesOf(template.trim()).filter(
    ({ kind, ...rest }) => kind !== "text" || !("text" in rest && rest.text === ""),
  );
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "expression")
    return valueOf(only.expression, scopeOf(scope, 0));
  return render(template, scope, plain);
}
