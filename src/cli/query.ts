import type { Problem } from "../j1ql/problem.ts";
import type { ExplainInput, ReadingDesk } from "../service/desk.ts";
import type { QueryAnswer } from "../service/service.ts";
import { type Command, type ExitCode, colour, databaseFlag, databaseOf } from "./command.ts";
import { asExplained } from "./explained.ts";
import { type Given, misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import { parametersOf } from "./parameters.ts";
import { pointOut } from "./point-out.ts";
import { asCsv, asNdjson, asTable, rowsOf } from "./rows.ts";
import { grouped, inTime } from "./text-table.ts";
import type { World } from "./world.ts";

const formats = ["table", "json", "ndjson", "csv"] as const;
type Format = (typeof formats)[number];

/** The output format that is asked for. Throws a `usage` failure when there is none such. */
export function formatOf(given: Given): Format {
  const text = given.text("format");
  const known = formats.find((format) => format === text);
  if (known !== undefined) return known;
  throw misuse(`${given.origin("format")} is one of ${formats.join(", ")}, not "${text ?? ""}".`);
}

/** Writes what is wrong with a query: JSON on standard output when asked for, sentences on standard error. */
async function refuse(
  world: World,
  refused: {
    readonly text: string;
    readonly problems: readonly Problem[];
    readonly format: Format;
  },
): Promise<ExitCode> {
  if (refused.format === "json") {
    await world.stdout.write(`${JSON.stringify({ ok: false, problems: refused.problems })}\n`);
  }
  for (const problem of refused.problems) await world.stderr.write(pointOut(refused.text, problem));
  return 1;
}

/** Writes an answer in a format. */
export async function writeAnswer(
  world: World,
  answer: Extract<QueryAnswer, { ok: true }>,
  format: Format,
): Promise<void> {
  const { result } = answer;
  if (format === "json") await world.stdout.write(`${JSON.stringify(result)}\n`);
  if (format === "ndjson") await world.stdout.write(asNdjson(result));
  if (format === "csv") await world.stdout.write(asCsv(rowsOf(result)));
  if (format !== "table") return;
  await world.stdout.write(asTable(result));
  const shown = rowsOf(result).rows.length;
  const total =
    result.totalCount > shown && result.type !== "tree" ? ` of ${grouped(result.totalCount)}` : "";
  const line = `${grouped(shown)}${total} ${shown === 1 && total === "" ? "row" : "rows"} in ${inTime(answer.ms)}\n`;
  await world.stdout.write(colour(line, { world, stream: "stdout", style: "dim" }));
}

interface Explained {
  readonly asked: ExplainInput;
  readonly format: Format;
}

async function explain(
  world: World,
  desk: ReadingDesk,
  { asked, format }: Explained,
): Promise<ExitCode> {
  const answer = await desk.explain(asked, world.interrupted);
  const { text } = asked;
  if (!answer.ok) return refuse(world, { text, problems: answer.problems, format });
  const { explanation } = answer;
  const isJson = format === "json" || format === "ndjson";
  await world.stdout.write(isJson ? `${JSON.stringify(explanation)}\n` : asExplained(explanation));
  return 0;
}

/** `defender-graph query` */
export const query: Command = {
  name: "query",
  positionals: "'<J1QL>'",
  summary: "Ask the graph a question in J1QL",
  about: `
  defender-graph query 'FIND Device WITH riskScore = "High"'
  defender-graph query --format csv 'FIND Person AS p THAT OWNS Device AS d RETURN p.email, count(d) AS devices'
  defender-graph query --param severity=Critical 'FIND Finding WITH severity = {{severity}}'
  defender-graph query --as-of 2026-11-02 'FIND microsoft_defender_user WITH active = false'

The language is told in docs/j1ql.md; defender-graph questions list has some to begin with.

Exit code: 0 answered, 1 the query is wrong (the problems go to standard error, each with its place).`,
  flags: [
    databaseFlag,
    { name: "as-of", value: "<time>", help: "answer as the graph was at this moment" },
    {
      name: "param",
      value: "<name=value>",
      many: true,
      help: "a value for the query's parameter {{name}}; may be repeated",
    },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
    {
      name: "explain",
      help: "show the steps, the SQL and the measured rows instead of the answer",
    },
  ],
  failureReply({ code, message }, { given }) {
    if (given.text("format") !== "json") return null;
    return { ok: false, problems: [{ code, message, from: 0, to: 0 }] };
  },
  async run(world, given) {
    const text = given.positionals.join(" ");
    if (text.trim() === "") throw misuse("The query is missing. Put it in quotes after the flags.");
    const format = formatOf(given);
    const asOf = momentOf(given, "as-of");
    const parameters = parametersOf(given.texts("param"));
    const asked = { text, parameters, asOf };
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      if (given.on("explain")) return await explain(world, desk, { asked, format });
      const answer = await desk.query(asked, world.interrupted);
      if (!answer.ok) return await refuse(world, { text, problems: answer.problems, format });
      for (const warning of answer.warnings)
        await world.stderr.write(`warning: ${warning.message}\n`);
      await writeAnswer(world, answer, format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
