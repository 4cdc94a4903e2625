import { type FailedCall, Failure } from "../base/failure.ts";
import { type Call, failedCall } from "./call.ts";
import { errorCode } from "./error-code.ts";
import { requestIdOf, UnreadableBody, type Answer } from "./exchange.ts";

/** The network failed (unreachable, reset, cut off, silent), or what came over it is no answer. */
export function networkFailure(call: Call, cause: unknown): Failure {
  const found =
    cause instanceof UnreadableBody ? cause.message : `the network failed (${errorCode(cause)})`;
  return passing(`Cannot read ${call.what}: ${found}.`, {
    code: "network",
    cause,
    call: failedCall(call, { status: null, requestId: undefined }),
  });
}

/** A success whose body is not what was asked for. */
export function unsoundFailure(call: Call): Failure {
  return passing(`Cannot read ${call.what}: the answer is not the listing that was asked for.`, {
    code: "unexpected_answer",
    call: failedCall(call, { status: 200, requestId: undefined }),
  });
}

/** The provider is having a bad time: 5xx, 408. */
export function unavailableFailure(call: Call, answer: Answer | null): Failure {
  const id = requestIdOf(answer);
  const reference = id === undefined ? "" : `, request ${id}`;
  return passing(
    `Cannot read ${call.what}: the provider failed (HTTP ${answer?.status ?? "?"}${reference}).`,
    {
      code: "provider_unavailable",
      call: failedCall(call, { status: answer?.status ?? null, requestId: id }),
    },
  );
}

/** The provider says "too many requests". */
export function throttledFailure(call: Call, afterMs: number): Failure {
  const seconds = Math.ceil(afterMs / 1_000);
  return passing(`Cannot read ${call.what}: too many requests (wait ${seconds} s).`, {
    code: "throttled",
    call: failedCall(call, { status: 429, requestId: undefined }),
  });
}

/** Blob storage refused a file. */
export function refusedDownload(status: number, what: string): Failure {
  if (status === 404 || status === 410) {
    return downloadFailure(what, "not_found", "the file is gone");
  }
  if (status === 429 || status === 408 || status >= 500) {
    return downloadFailure(what, "network", `the storage failed (HTTP ${status})`);
  }
  return downloadFailure(what, "link_refused", `its link was refused (HTTP ${status})`);
}

/** A file could not be downloaded. Only network trouble may pass by itself. */
export function downloadFailure(what: string, code: string, found: string): Failure {
  return new Failure(`Cannot download ${what}: ${found}. Allow https to *.blob.core.windows.net.`, {
    code,
    retryable: code === "network",
  });
}

function passing(
  message: string,
  facts: { readonly code: string; readonly cause?: unknown; readonly call: FailedCall },
): Failure {
  return new Failure(`${message} It was asked several times; try again later.`, {
    ...facts,
    retryable: true,
  });
}
