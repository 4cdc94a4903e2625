import { checkText } from "../../j1ql/analyse.ts";
import { invalid } from "../not-found.ts";
import type { QuestionDefinition } from "./question-definition.ts";

/** Throws `request_invalid` with all that is wrong with a question's queries. */
export function refuseWrongQuestion(
  verb: string,
  { queries, parameters }: QuestionDefinition,
): void {
  const problems = queries.flatMap(({ query }, index) =>
    checkText(query, { parameters: { ...parameters } }).problems.map(
      ({ message, from }) => `queries.${index}.query, at sign ${from + 1}: ${message}`,
    ),
  );
  if (problems.length > 0) throw invalid(verb, problems);
}
