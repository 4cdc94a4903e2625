import { parametersOf } from "./parameters.ts";
import { questionsRun } from "../service/questions/run-question.ts";
import { questionsGet, questionsList } from "../service/questions/show-questions.ts";
import { questionsExport, questionsImport } from "../service/questions/write-questions.ts";
import { asOwner, atDesk, onlyWord } from "./at-desk.ts";
import { type Command, databaseFlag, strong } from "./command.ts";
import type { Flag } from "./flag.ts";
import { jsonOf } from "./json-file.ts";
import { momentOf } from "./moment.ts";
import { pointOut } from "./point-out.ts";
import { formatOf, writeAnswer } from "./query.ts";
import { textTable } from "./text-table.ts";

const jsonFlag: Flag = { name: "json", help: "print JSON" };

/** `defender-graph questions list` */
const list: Command = {
  name: "questions list",
  summary: "List the questions that ship, and those that were saved",
  about: `
Each question with its name, what it asks and what a good answer looks like. Words narrow the list.

  defender-graph questions list
  defender-graph questions list antivirus`,
  positionals: "[words]",
  flags: [
    databaseFlag,
    { name: "group", value: "<group>", help: "only this group, such as exposure" },
    jsonFlag,
  ],
  async run(world, given) {
    const group = given.text("group");
    const search = given.positionals.join(" ");
    const input = {
      ...(search === "" ? {} : { search }),
      ...(group === undefined ? {} : { group }),
    };
    const { items } = await atDesk(world, given, (desk) =>
      desk.perform(questionsList, asOwner(input)),
    );
    const table = textTable(
      [{ title: "name" }, { title: "group" }, { title: "question", max: 100 }],
      items.map(({ id, group: of, title }) => [id, of ?? "saved", title]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph questions run` */
const run: Command = {
  name: "questions run",
  summary: "Ask a question",
  positionals: "<name>",
  about: `
Asks all queries of a question. Its parameters have values that --param replaces.

  defender-graph questions run devices-silent
  defender-graph questions run devices-silent --param days=30 --format csv`,
  flags: [
    databaseFlag,
    {
      name: "param",
      value: "<name=value>",
      many: true,
      help: "a value in place of the question's own; may be repeated",
    },
    { name: "as-of", value: "<time>", help: "answer as the graph was at this moment" },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const id = onlyWord(given, "question");
    const format = formatOf(given);
    const asOf = momentOf(given, "as-of");
    const parameters = parametersOf(given.texts("param"));
    const input = { id, parameters, ...(asOf === undefined ? {} : { asOf }) };
    const { question, told } = await atDesk(world, given, async (desk) => ({
      question: await desk.perform(questionsGet, asOwner({ id })),
      told: await desk.perform(questionsRun, asOwner(input)),
    }));
    if (format === "table") {
      await world.stdout.write(`${strong(question.title, world)}\n${question.description}\n`);
      if (question.good !== "") await world.stdout.write(`Good: ${question.good}\n`);
    }
    let isWrong = false;
    for (const { query, result, problems, ms } of told.answers) {
      for (const problem of problems) await world.stderr.write(pointOut(query, problem));
      isWrong ||= result === null;
      if (result !== null) await writeAnswer(world, { ok: true, result, warnings: [], ms }, format);
    }
    return isWrong ? 1 : 0;
  },
};

/** `defender-graph questions export` */
const exportAll: Command = {
  name: "questions export",
  summary: "Print all saved questions as JSON",
  about: `
Prints what questions import takes, to move questions from one database to another.

  defender-graph questions export > questions.json`,
  flags: [databaseFlag],
  async run(world, given) {
    const saved = await atDesk(world, given, (desk) => desk.perform(questionsExport, asOwner({})));
    await world.stdout.write(`${JSON.stringify(saved, null, 2)}\n`);
    return 0;
  },
};

/** `defender-graph questions import` */
const importAll: Command = {
  name: "questions import",
  summary: "Save questions from a JSON file",
  positionals: "<file>",
  about: `
Saves {"questions": [{"title", "queries": [{"query"}], …}]}: all of them, or none when one is wrong. One with the title of a
saved question replaces it.

  defender-graph questions import questions.json`,
  flags: [databaseFlag],
  async run(world, given) {
    const input = await jsonOf(world, onlyWord(given, "file"));
    const { created, replaced } = await atDesk(world, given, (desk) =>
      desk.perform(questionsImport, asOwner(input)),
    );
    await world.stdout.write(`${created} questions were saved, ${replaced} replaced.\n`);
    return 0;
  },
};

/** The commands about questions. */
export const questionCommands: readonly Command[] = [list, run, exportAll, importAll];
