// The thread of a mill: answers the questions that `Mill` sends.
import { answerQuestions } from "./answer-questions.ts";
import type { MillQuestion, MillStart } from "./mill-message.ts";
import { Milling } from "./milling.ts";

answerQuestions(
  (start: MillStart) => {
    const milling = new Milling(start);
    return (question: MillQuestion) => milling.answer(question);
  },
  (answer) => (answer.kind === "milled" ? [answer.edges.text.buffer] : []),
);
