import { checkQuery } from "../service/check.ts";
import type { Command } from "./command.ts";

function textOf(line: string): string | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "string" ? parsed : null;
  } catch {
    return null;
  }
}

function answerTo(line: string): object {
  const text = textOf(line);
  if (text === null) {
    const message =
      'This line is not a JSON string. Write a query as one JSON string per line, such as "FIND Device".';
    return {
      ok: false,
      problems: [{ code: "not_a_json_string", message, from: 0, to: line.length }],
    };
  }
  const { problems, warnings } = checkQuery(text);
  return problems.length === 0 ? { ok: true, warnings } : { ok: false, problems };
}

/** `defender-graph j1ql check` */
export const j1qlCheck: Command = {
  name: "j1ql check",
  summary: "Check queries on standard input, without a database",
  about: `
Reads one JSON string (a query) per line and writes one JSON object per line:
{"ok":true,"warnings":[…]} or {"ok":false,"problems":[{"code","message","from","to"}]}.

  echo '"FIND Device THAT HAS User"' | defender-graph j1ql check`,
  flags: [],
  async run(world) {
    for await (const line of world.lines()) {
      if (line.trim() !== "") await world.stdout.write(`${JSON.stringify(answerTo(line))}\n`);
    }
    return 0;
  },
};
