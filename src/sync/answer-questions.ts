import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort, type Transferable, workerData } from "node:worker_threads";
import type { Answered, Asked, ThreadFault, ThreadStart } from "./thread-message.ts";

/** Lets the thread that serves people go first. Linux alone has priorities of threads, and their numbers in a file. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (thread > 0) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // As fast as all others, then.
  }
}

function faultOf(error: unknown): ThreadFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: typeof code === "string" ? code : null,
  };
}

/**
 * What a thread does that a `Thread` started: with what it begins with it makes what answers, and gives what of each answer
 * is moved, not copied.
 */
export function answerQuestions<Start, Question, Answer>(
  answerWith: (start: Start) => (question: Question) => Promise<Answer>,
  movedOf: (answer: Answer) => readonly Transferable[],
): void {
  const { start, givesWay }: ThreadStart<Start> = workerData;
  if (givesWay) giveWay();
  const answer = answerWith(start);
  const send = (answered: Answered<Answer>, moved: readonly Transferable[]): void =>
    parentPort?.postMessage(answered, moved);
  parentPort?.on("message", ({ number, question }: Asked<Question>) => {
    answer(question).then(
      (given) => send({ number, answer: given }, movedOf(given)),
      (error: unknown) => send({ number, fault: faultOf(error) }, []),
    );
  });
}
