import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { askSecret } from "./ask-secret.ts";

/** A terminal that writes down what happens on it. */
function terminal() {
  const told: string[] = [];
  const setRawMode = (raw: boolean): void => void told.push(raw ? "<raw>" : "<cooked>");
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  const stderr = { isTTY: true, write: (text: string) => told.push(text) };
  return { told, stdin, stderr };
}

const never = new AbortController().signal;

it("the terminal stops echoing before the question is seen", async () => {
  const { told, ...streams } = terminal();
  const asked = askSecret("Secret? ", { ...streams, interrupted: never });
  streams.stdin.write(" s3cret \r");
  expect(await asked).toBe("s3cret");
  expect(told.join("")).toBe("<raw>Secret? <cooked>\n");
});

it("Ctrl+C at the question ends it, and the terminal echoes again", async () => {
  const { told, ...streams } = terminal();
  const asked = askSecret("Secret? ", { ...streams, interrupted: never });
  streams.stdin.write("s3c\u0003");
  await expect(asked).rejects.toMatchObject({ code: "interrupted" });
  expect(told.join("")).toBe("<raw>Secret? <cooked>\n");
});

it("a termination signal at the question ends it", async () => {
  const { told: _, ...streams } = terminal();
  const asked = askSecret("Secret? ", { ...streams, interrupted: AbortSignal.abort() });
  await expect(asked).rejects.toMatchObject({ code: "interrupted" });
});

it("an end of input at the question is no secret", async () => {
  const { told: _, ...streams } = terminal();
  const asked = askSecret("Secret? ", { ...streams, interrupted: never });
  streams.stdin.write("\u0004");
  expect(await asked).toBeNull();
});

it("where there is no terminal nothing is asked", async () => {
  const { told, stdin, stderr } = terminal();
  stdin.isTTY = false;
  expect(await askSecret("Secret? ", { stdin, stderr, interrupted: never })).toBeNull();
  expect(told).toEqual([]);
});
