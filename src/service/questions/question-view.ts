import { z } from "zod";
import { described } from "../../alert/described.ts";
import type { StoredQuestion } from "../../store/question.ts";
import { library } from "./library/library.ts";
import type { LibraryQuestion } from "./library/library-question.ts";
import { questionDefinition, type QuestionDefinition } from "./question-definition.ts";

/** A question as the doors show it. */
export const questionView = questionDefinition.extend({
  id: z.string().meta({ description: "A name for one of the library, a number for a saved one" }),
  group: z.string().nullable().meta({ description: "Where it stands in the library" }),
  source: z.enum(["library", "saved"]),
  version: z.number(),
  updatedOn: z.number().nullable(),
});

export type QuestionView = z.output<typeof questionView>;

function libraryDefinition(question: LibraryQuestion): QuestionDefinition {
  const { title, description, good, query, resultsAre, tags, parameters = {} } = question;
  return questionDefinition.parse({
    title,
    description: described(description, parameters),
    good,
    tags,
    queries: [{ query, resultsAre }],
    parameters,
  });
}

/** The questions of the library. */
export function libraryViews(): readonly QuestionView[] {
  return Object.entries(library).flatMap(([group, questions]) =>
    questions.map((question) => ({
      ...libraryDefinition(question),
      id: question.id,
      group,
      source: "library" as const,
      version: 1,
      updatedOn: null,
    })),
  );
}

/** A saved question. */
export function savedView({ id, definition, version, updatedOn }: StoredQuestion): QuestionView {
  const read = questionDefinition.parse(JSON.parse(definition));
  return { ...read, id: String(id), group: null, source: "saved", version, updatedOn };
}
