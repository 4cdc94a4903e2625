import { z } from "zod";
import type { Database } from "../../store/database.ts";
import { listQuestions } from "../../store/question.ts";
import { notFound } from "../not-found.ts";
import { readVerb } from "../verb.ts";
import { libraryViews, type QuestionView, questionView, savedView } from "./question-view.ts";

async function allQuestions(database: Pick<Database, "all">): Promise<readonly QuestionView[]> {
  return [...libraryViews(), ...(await listQuestions(database)).map(savedView)];
}

/** A question of the library or a saved one. Throws `not_found`. */
export async function findQuestion(
  database: Pick<Database, "all">,
  id: string,
): Promise<QuestionView> {
  const found = (await allQuestions(database)).find((question) => question.id === id);
  if (found === undefined) throw notFound(`question ${id}`, "questions list");
  return found;
}

function fits({ tags, group, title, description, queries }: QuestionView, words: string): boolean {
  const texts = [title, description, group ?? "", ...tags, ...queries.map(({ query }) => query)];
  const whole = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

/** The library and what was saved. */
export const questionsList = readVerb({
  name: "questions.list",
  summary: "The questions that ship with the product, and those that were saved",
  role: "viewer",
  input: z.strictObject({
    search: z.string().max(200).optional().meta({ description: "Words that must all occur" }),
    tag: z.string().max(100).optional(),
    group: z.string().max(100).optional(),
  }),
  output: z.object({ items: z.array(questionView) }),
  async run({ parts }, { search = "", tag, group }) {
    const questions = await allQuestions(parts.database);
    const items = questions.filter(
      (question) =>
        fits(question, search) &&
        (tag === undefined || question.tags.includes(tag)) &&
        (group === undefined || question.group === group),
    );
    return { items };
  },
});

/** One question. */
export const questionsGet = readVerb({
  name: "questions.get",
  summary: "One question",
  role: "viewer",
  input: z.strictObject({ id: z.string().max(100) }),
  output: questionView,
  run: ({ parts }, { id }) => findQuestion(parts.database, id),
});
