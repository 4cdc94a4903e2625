import { z } from "zod";
import { parametersSchema } from "../../alert/definition.ts";
import type { Problem } from "../../j1ql/problem.ts";
import type { QueryResult } from "../../j1ql/result.ts";
import { answerQuery } from "../answer-query.ts";
import { readVerb } from "../verb.ts";
import { findQuestion } from "./show-questions.ts";

const result = z.custom<QueryResult>((value) => typeof value === "object" && value !== null);
const problem = z.custom<Problem>((value) => typeof value === "object" && value !== null);

const answered = z.object({
  name: z.string(),
  query: z.string(),
  resultsAre: z.string(),
  result: result
    .nullable()
    .meta({ description: "As /api/v1/query answers; null for a wrong query" }),
  problems: z.array(problem),
  ms: z.number(),
});

/** Asks all queries of a question. */
export const questionsRun = readVerb({
  name: "questions.run",
  summary: "Ask a question: the answers to all of its queries",
  role: "viewer",
  input: z.strictObject({
    id: z.string().max(100),
    parameters: parametersSchema
      .optional()
      .meta({ description: "In place of the question's own values, by name" }),
    asOf: z.number().int().optional().meta({ description: "Epoch milliseconds; now when absent" }),
    limit: z.number().int().min(1).max(10_000).default(1_000),
  }),
  output: z.object({ id: z.string(), title: z.string(), answers: z.array(answered) }),
  async run({ parts }, { id, parameters, asOf, limit }) {
    const question = await findQuestion(parts.database, id);
    const given = { ...question.parameters, ...parameters };
    const answers: z.output<typeof answered>[] = [];
    for (const [index, { name, query, resultsAre }] of question.queries.entries()) {
      const told = await answerQuery(parts, { text: query, parameters: given, asOf, limit });
      answers.push({
        name: name ?? `query${index}`,
        query,
        resultsAre,
        result: told.ok ? told.result : null,
        problems: told.ok ? [] : [...told.problems],
        ms: told.ok ? told.ms : 0,
      });
    }
    return { id, title: question.title, answers };
  },
});
