// The thread of a mill: answers the questions that `Mill` sends.
import { workerData } from "node:worker_threads";
import { answerQuestions } from "./answer-questions.ts";
import type { MillQuestion, MillStart } from "./mill-message.ts";
import { Milling } from "./milling.ts";

const start: MillStart = workerData;
const milling = new Milling(start);

answerQuestions(
  (question: MillQuestion) => milling.answer(question),
  (answer) => (answer.kind === "milled" ? [answer.edges.text.buffer] : []),
);
