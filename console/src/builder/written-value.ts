import { parse } from "../../../src/j1ql/parse.ts";
import type {
  Column,
  Condition,
  Expression,
  Operand,
  Path,
  PathPart,
} from "../../../src/j1ql/syntax.ts";
import type { FilterValue } from "./draft.ts";

/** Where nothing was written yet. */
export const nowhere = { from: 0, to: 0 };

/** A filter's value as J1QL has it; `null` while it is not whole. */
export function operandOf({ kind, text }: FilterValue): Operand | null {
  const given = text.trim();
  switch (kind) {
    case "text":
      return text === "" ? null : { kind: "string", value: text, ...nowhere };
    case "boolean":
      return { kind: "boolean", value: given === "true", ...nowhere };
    case "number":
      return given === "" || Number.isNaN(Number(given))
        ? null
        : { kind: "number", value: Number(given), ...nowhere };
    case "expression":
      return given === "" ? null : parsedOperand(given);
  }
}

function parsedOperand(text: string): Operand | null {
  const whole = `FIND * WITH it = ${text}`;
  const { query, problems } = parse(whole);
  const filter = query?.start.filter;
  if (problems.length > 0 || filter?.kind !== "comparison") return null;
  // Nothing may follow: it would be another part of the query.
  return filter.to === whole.length ? filter.right : null;
}

/** A condition across steps; `null` for none, or while it is not whole. */
export function conditionOf(text: string | null): Condition | null {
  const whole = `FIND * WHERE ${text ?? ""}`;
  const { query, problems } = parse(whole);
  const where = query?.where ?? null;
  return problems.length === 0 && where?.to === whole.trimEnd().length ? where : null;
}

/** What stands behind RETURN, read; `null` when it is no value. */
export function returnedOf(text: string): Column | null {
  const { query, problems } = parse(`FIND * RETURN ${text}`);
  if (problems.length > 0 || query?.returns?.kind !== "columns") return null;
  return query.returns.columns[0] ?? null;
}

/** What stands behind ORDER BY, read; `null` when it is no value. */
export function sortedOf(text: string): Expression | null {
  const { query, problems } = parse(`FIND * ORDER BY ${text}`);
  return problems.length > 0 ? null : (query?.orderBy[0]?.value ?? null);
}

const plain = /^[\p{L}_@][\p{L}\p{N}_@]*$/u;

/** A property's name as a path, of a step where that is named. */
export function pathOf(property: string, of?: string): Path {
  const owner: PathPart[] = of === undefined ? [] : [part(of, plain.test(of) ? "plain" : "quoted")];
  const words = property.split(".");
  const own = words.every((word) => plain.test(word) || word === "*")
    ? words.map((word) => part(word, "plain"))
    : [part(property, "bracketed")];
  return { kind: "path", parts: [...owner, ...(property === "" ? [] : own)], ...nowhere };
}

function part(text: string, form: PathPart["form"]): PathPart {
  return { text, form, ...nowhere };
}
