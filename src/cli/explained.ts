import type { ExplanationView } from "../service/desk.ts";
import { grouped, textTable } from "./text-table.ts";

type Step = ExplanationView["steps"][number];

const words: Readonly<Record<Step["kind"], string>> = {
  find: "FIND",
  hop: "THAT",
  somehow: "THAT SOMEHOW",
  not: "THAT !",
};

/** An explanation as text: the steps, the statement with its values, what the engine measured. */
export function asExplained({ steps, rows, sql, values, measured }: ExplanationView): string {
  const table = textTable(
    [
      { title: "step", max: 60 },
      { title: "found", right: true },
      { title: "at most", right: true },
      { title: "by way of" },
    ],
    steps.map((step) => [
      stepInWords(step),
      grouped(step.actual),
      step.estimated === null ? "" : grouped(step.estimated),
      waysInWords(step),
    ]),
  );
  const bound = values.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`);
  const answer = `The answer has ${grouped(rows)} ${rows === 1 ? "row" : "rows"}.`;
  return `${[table, answer, "", sql, ...bound, "", ...measured].join("\n")}\n`;
}

function stepInWords({ kind, target, optional }: Step): string {
  const text = `${words[kind]}${kind === "not" ? "" : " "}${target}`;
  return optional ? `(${text})?` : text;
}

/** The types at the start, the relationships of a step with the way they point. */
function waysInWords({ kind, types, ways }: Step): string {
  if (types === null || ways === null) return "whatever was there then";
  if (kind === "find") return types.join(", ") || "no type that exists";
  const named = ways.map(({ type, direction }) =>
    direction === "out" ? `${type} >>` : `<< ${type}`,
  );
  return [...new Set(named)].join(", ") || "no relationship that exists";
}
