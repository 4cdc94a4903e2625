// The thread of a `JoinThread`: joins the edges that it is given.
import { workerData } from "node:worker_threads";
import { EdgeJoin, type JoinStart } from "../store/edge-join.ts";
import { answerQuestions } from "./answer-questions.ts";
import type { JoinQuestion } from "./join.ts";
import { merges } from "./merges.ts";

const start: JoinStart = workerData;
const edges = new EdgeJoin(start, merges);

answerQuestions(
  (question: JoinQuestion) =>
    Promise.resolve(question === null ? edges.end() : edges.join(question)),
  (text) => [text.buffer],
);
