import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { variableOf } from "../src/cli/flag.ts";
import { commands } from "../src/cli/run.ts";

const root = new URL("../", import.meta.url);

function textOf(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

test.each(["Dockerfile", "compose.yaml", "docs/deploy.md"])(
  "%s names only settings and flags that start has",
  (path) => {
    const start = commands.find(({ name }) => name === "start");
    const names = (start?.flags ?? []).map(({ name }) => name);
    // Not a flag: what seals the secrets is never an argument.
    const known = new Set([...names.map(variableOf), "DEFENDER_GRAPH_KEY"]);
    const text = textOf(path);
    const variables = [...text.matchAll(/\bDEFENDER_GRAPH_[A-Z_]+\b/g)].map(([name]) => name);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((name) => !known.has(name))).toEqual([]);
    const roles = [...text.matchAll(/--role"?[, ]+"?(\w+)/g)].map(([, role]) => role);
    expect(roles.filter((role) => !/^(api|worker)$/.test(role ?? ""))).toEqual([]);
  },
);

test("what the image is built of is not kept out of it", () => {
  const ignored = textOf(".dockerignore").split("\n");
  const copied = [...textOf("Dockerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, sources = ""]) => sources.split(" "))
    .filter((source) => source !== ".");
  expect(copied).toContain("package-lock.json");
  expect(copied.filter((source) => ignored.includes(source))).toEqual([]);
  for (const source of copied) expect(textOf(source).length).toBeGreaterThan(0);
});
