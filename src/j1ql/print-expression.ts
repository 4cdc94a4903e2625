import type {
  Arithmetic,
  Binary,
  Call,
  Expression,
  Literal,
  Parameter,
  PathPart,
} from "./syntax.ts";

/** A value as text. */
export function printExpression(expression: Expression): string {
  if (expression.kind === "path") return expression.parts.map(printPathPart).join(".");
  if (expression.kind === "call") return printCall(expression);
  if (expression.kind === "negative") return `-${printOperand(expression.of, 4)}`;
  if (expression.kind === "binary") return printBinary(expression);
  return expression.kind === "parameter" ? printParameter(expression) : printLiteral(expression);
}

function printCall({ name, of }: Call): string {
  return `${name.text.toUpperCase()}(${of.map(printExpression).join(", ")})`;
}

const words = { undefined: "undefined", null: "null", now: "date.now", star: "*", missing: "" };

function printLiteral(literal: Literal): string {
  if (literal.kind === "string") return quoted(literal.value);
  if ("value" in literal) return String(literal.value);
  if (literal.kind === "duration") return `${literal.amount} ${literal.unit}s`;
  return literal.kind === "date" ? `date(${literal.text})` : words[literal.kind];
}

/** A text in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function printPathPart({ text, form }: PathPart): string {
  if (form === "quoted") return quoted(text);
  return form === "bracketed" ? `[${text}]` : text;
}

function printParameter({ source, name }: Parameter): string {
  if (source === "placeholder") return `{{${name}}}`;
  return source === "account" ? `\${param.${name}}` : `\${${name}}`;
}

const strength: Readonly<Record<Arithmetic, number>> = { "+": 1, "-": 1, "*": 2, "/": 2, "^": 3 };

function printBinary({ operator, left, right }: Binary): string {
  const binds = strength[operator];
  return `${printOperand(left, binds)} ${operator} ${printOperand(right, binds + 1)}`;
}

/** An operand in parentheses where it binds less than its place asks for. */
function printOperand(expression: Expression, least: number): string {
  const text = printExpression(expression);
  const binds = expression.kind === "binary" ? strength[expression.operator] : 4;
  return binds < least ? `(${text})` : text;
}
