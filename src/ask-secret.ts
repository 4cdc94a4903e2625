import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { Failure } from "./base/failure.ts";

/** A terminal to ask on. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: { readonly isTTY: boolean; write(text: string): unknown };
  /** Aborted when the program is to end. */
  readonly interrupted: AbortSignal;
}

/**
 * Asks for a secret on a terminal without showing what is typed. `null` where there is no terminal, or nothing was typed.
 * Throws `interrupted` on Ctrl+C.
 */
export async function askSecret(question: string, terminal: Terminal): Promise<string | null> {
  const { stdin, stderr, interrupted } = terminal;
  if (stdin.isTTY !== true || !stderr.isTTY) return null;
  // Readline echoes to its output: this one swallows everything. It must have the terminal before the question is
  // seen: the terminal itself echoes what is typed earlier.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({
    input: stdin,
    output: nowhere,
    terminal: true,
    historySize: 0,
  });
  const broken = new AbortController();
  const signal = AbortSignal.any([interrupted, broken.signal]);
  reader.once("SIGINT", () => broken.abort());
  stderr.write(question);
  try {
    const lines = Promise.race([
      once(reader, "line", { signal }),
      once(reader, "close", { signal }),
    ]);
    const [line]: readonly unknown[] = await lines;
    return typeof line === "string" ? line.trim() : null;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Failure("Interrupted. Nothing was done.", { code: "interrupted", retryable: true });
  } finally {
    reader.close();
    stderr.write("\n");
  }
}
