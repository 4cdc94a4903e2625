// The thread of a mill: answers the questions that `Mill` sends.
import { parentPort, workerData } from "node:worker_threads";
import type { Answered, Asked, MillAnswer, MillFault, MillStart } from "./mill-message.ts";
import { Milling } from "./milling.ts";

const start: MillStart = workerData;
const milling = new Milling(start);

function faultOf(error: unknown): MillFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return {
    kind: "fault",
    message: error instanceof Error ? error.message : String(error),
    code: typeof code === "string" ? code : null,
  };
}

function send(number: number, answer: MillAnswer | MillFault): void {
  const message: Answered = { number, answer };
  const moved = answer.kind === "milled" ? [answer.edges.text.buffer] : [];
  parentPort?.postMessage(message, moved);
}

parentPort?.on("message", ({ number, question }: Asked) => {
  milling.answer(question).then(
    (answer) => send(number, answer),
    (error: unknown) => send(number, faultOf(error)),
  );
});
