import type { WorkLine } from "./http/contract.ts";
import { Failure } from "./base/failure.ts";
import { ask, ended, linesOf, type Remote, unexpected } from "./remote-call.ts";
import { isWorkLine } from "./remote-reply.ts";
import type { Told } from "./service/told.ts";

/** Long work that a server is asked for. */
export interface AskedWork<Report> {
  readonly path: string;
  readonly body: object;
  readonly signal: AbortSignal;
  /** Told how far it is. */
  progress(told: Told): void;
  isReport(value: unknown): value is Report;
}

/**
 * Has a server work, hears how far it is, and gives its report. Throws its refusals and failures in its own words,
 * `server_unreachable` when it ends before the work does, `interrupted` when the signal aborts.
 */
export async function workAt<Report>(remote: Remote, work: AskedWork<Report>): Promise<Report> {
  try {
    return await followed(remote, work);
  } catch (failure) {
    throw work.signal.aborted ? interrupted(failure) : failure;
  }
}

function interrupted(cause: unknown): Failure {
  const message =
    "Interrupted: the server stops this work, unless it had just ended. Ask for the same again to be sure.";
  return new Failure(message, { code: "interrupted", retryable: true, cause });
}

async function followed<Report>(remote: Remote, work: AskedWork<Report>): Promise<Report> {
  const { path, body, signal } = work;
  const answered = await ask(remote, { path, body, signal });
  if (!answered.ok)
    throw new TypeError(`The server finds a query wrong at ${path}, which takes none.`);
  let last: WorkLine | undefined;
  for await (const lines of linesOf(answered.reply, isWorkLine)) {
    for (const line of lines) if ("progress" in line) work.progress(line.progress);
    last = lines.at(-1) ?? last;
  }
  if (last === undefined || "progress" in last) throw ended(answered.reply);
  if ("problem" in last) {
    const { status, code, detail } = last.problem;
    throw new Failure(detail, { code, retryable: status === 503 });
  }
  if (work.isReport(last.report)) return last.report;
  throw unexpected(answered.reply);
}
