import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { Failure } from "./base/failure.ts";
import type { Out, World } from "./cli/world.ts";

/** A terminal, pipe or file to write to, called `name` in messages. */
export function outOf(stream: NodeJS.WriteStream, name: string): Out {
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns || 100;
    },
    write: (text) => write(stream, text, name),
  };
}

/** Opens a file to write to. Throws `output_unwritable`. */
export async function writeTo(path: string): ReturnType<World["writeTo"]> {
  const stream = createWriteStream(path);
  await once(stream, "open").catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  // Whoever writes is told: nobody else needs to be.
  stream.on("error", () => {});
  return {
    isTTY: false,
    columns: 100,
    write: (text) => write(stream, text, path),
    async close() {
      stream.end();
      if (!stream.closed) await once(stream, "close");
      if (stream.errored !== null) throw unwritable(path, stream.errored);
    },
  };
}

/** Resolves when the text is out, so that a slow reader slows us down. A reader that went away is no failure. */
function write(stream: NodeJS.WritableStream, text: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || isGone(error)) resolve();
      else reject(unwritable(name, error));
    });
  });
}

/** Whether an error says that the reader has closed the pipe. */
export function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
}

function unwritable(name: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : "it cannot be opened";
  const message = `Cannot write to ${name}: ${reason}.`;
  return new Failure(message, { code: "output_unwritable", retryable: false, cause });
}
