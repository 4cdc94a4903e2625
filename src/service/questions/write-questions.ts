import { z } from "zod";
import {
  addQuestion,
  changeQuestion,
  listQuestions,
  removeQuestion,
} from "../../store/question.ts";
import { conflicting, notFound } from "../not-found.ts";
import { changeVerb, readVerb } from "../verb.ts";
import { refuseWrongQuestion } from "./check-question.ts";
import { questionDefinition } from "./question-definition.ts";
import { libraryViews, questionView, savedView } from "./question-view.ts";

/** The number of a saved question. Throws `conflict` for one of the library, `not_found`. */
function savedNumber(id: string): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  if (libraryViews().some((question) => question.id === id))
    throw conflicting(
      `The question ${id} ships with the product and stays as it is. Save a copy of it and change that.`,
    );
  throw notFound(`question ${id}`, "questions list");
}

/** Saves a question. */
export const questionsCreate = changeVerb({
  name: "questions.create",
  summary: "Save a question",
  role: "editor",
  input: questionDefinition,
  output: questionView,
  async run({ parts, session, note }, definition) {
    refuseWrongQuestion("questions.create", definition);
    const now = parts.world.clock.now();
    const saved = await addQuestion(session, { definition: JSON.stringify(definition), now });
    note({ object: `question ${saved.id}`, details: { title: definition.title } });
    return savedView(saved);
  },
});

/** Saves a question in place of what it was. */
export const questionsEdit = changeVerb({
  name: "questions.edit",
  summary: "Save a question in place of what it was",
  role: "editor",
  input: questionDefinition.extend({ id: z.string().max(100) }),
  output: questionView,
  async run({ parts, session, note }, { id, ...definition }) {
    const number = savedNumber(id);
    refuseWrongQuestion("questions.edit", definition);
    const now = parts.world.clock.now();
    const wanted = { id: number, definition: JSON.stringify(definition), now };
    const saved = await changeQuestion(session, wanted);
    if (saved === null) throw notFound(`question ${id}`, "questions list");
    note({ object: `question ${id}`, details: { title: definition.title } });
    return savedView(saved);
  },
});

/** Forgets a saved question. */
export const questionsDelete = changeVerb({
  name: "questions.delete",
  summary: "Delete a saved question",
  role: "editor",
  input: z.strictObject({ id: z.string().max(100) }),
  output: z.object({ deleted: z.boolean() }),
  async run({ session, note }, { id }) {
    if (!(await removeQuestion(session, savedNumber(id))))
      throw notFound(`question ${id}`, "questions list");
    note({ object: `question ${id}` });
    return { deleted: true };
  },
});

/** The saved questions, to be imported elsewhere. */
export const questionsExport = readVerb({
  name: "questions.export",
  summary: "All saved questions, as questions.import takes them",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ questions: z.array(questionDefinition) }),
  async run({ parts }) {
    const saved = await listQuestions(parts.database);
    const questions = saved.map(({ definition }) =>
      questionDefinition.parse(JSON.parse(definition)),
    );
    return { questions };
  },
});

/** Saves several questions, or none when one is wrong. One with the title of a saved one replaces it. */
export const questionsImport = changeVerb({
  name: "questions.import",
  summary: "Save several questions; one with the title of a saved one replaces it",
  role: "editor",
  input: z.strictObject({ questions: z.array(questionDefinition).min(1).max(1_000) }),
  output: z.object({ created: z.number(), replaced: z.number() }),
  async run({ parts, session, note }, { questions }) {
    const now = parts.world.clock.now();
    const ids = new Map(
      (await listQuestions(session)).map((saved) => [savedView(saved).title, saved.id]),
    );
    let replaced = 0;
    for (const definition of questions) {
      refuseWrongQuestion(`questions.import of "${definition.title}"`, definition);
      const text = JSON.stringify(definition);
      const id = ids.get(definition.title);
      if (id === undefined) {
        const saved = await addQuestion(session, { definition: text, now });
        ids.set(definition.title, saved.id);
      } else {
        await changeQuestion(session, { id, definition: text, now });
        replaced++;
      }
    }
    note({ object: "questions", details: { imported: questions.length } });
    return { created: questions.length - replaced, replaced };
  },
});
