// The thread of `joinAside`: joins the edges that it is given.
import { EdgeJoin, type JoinStart } from "../store/edge-join.ts";
import { answerQuestions } from "./answer-questions.ts";
import type { JoinQuestion } from "./join.ts";
import { merges } from "./merges.ts";

answerQuestions(
  (start: JoinStart) => {
    const edges = new EdgeJoin(start, merges);
    return (question: JoinQuestion) =>
      Promise.resolve(question === null ? edges.end() : edges.join(question));
  },
  (text) => [text.buffer],
);
