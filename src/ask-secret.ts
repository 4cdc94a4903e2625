import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** A terminal to ask on. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Asks for a secret on a terminal without showing what is typed. `null` where there is no terminal. */
export function askSecret(question: string, { stdin, stderr }: Terminal): Promise<string | null> {
  if (!stdin.isTTY || !stderr.isTTY) return Promise.resolve(null);
  stderr.write(question);
  // Readline echoes to its output: this one swallows everything.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    const end = (answer: string | null): void => {
      stderr.write("\n");
      reader.close();
      resolve(answer);
    };
    reader.on("SIGINT", () => end(null));
    reader.question("", (answer) => end(answer.trim()));
  });
}
