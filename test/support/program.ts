import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** What a run of the program left. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How the program is run. */
export interface Running {
  /** The working folder, where `.env` is looked for. */
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What follows the program in a shell's line, such as `> /dev/full`. */
  readonly redirect?: string;
}

/** Where programs find their code compiled (`vitest.config.ts`): nothing that a program would read of its environment. */
const compiled = { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] };

/** Runs the program to its end; of the environment it sees only what is given. */
export async function run(args: readonly string[], running: Running): Promise<Ended> {
  const { cwd, environment = {}, input = "", redirect = "" } = running;
  const shell = ["-c", `exec "$0" "$@" ${redirect}`, process.execPath, main, ...args];
  const child = spawn("/bin/sh", shell, { cwd, env: { ...compiled, ...environment } });
  // A program that reads nothing has closed its input already.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: child.exitCode, out, err };
}
