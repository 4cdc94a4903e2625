// The thread of a mill: answers the questions that `Mill` sends.
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { Answered, Asked, MillAnswer, MillFault, MillStart } from "./mill-message.ts";
import { Milling } from "./milling.ts";

/** Lets the thread that serves people go first. Linux alone has priorities of threads, and their numbers in a file. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (thread > 0) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // As fast as all others, then.
  }
}

giveWay();
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
