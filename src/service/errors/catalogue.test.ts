import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { errorGroups, knownError } from "./catalogue.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function textOf(path: string): string {
  return readFileSync(`${root}${path}`, "utf8");
}

/** The codes that failures are made with: `new Failure(…, { code: "…" })` and the like, wherever they stand. */
function codesInCode(): readonly string[] {
  const files = globSync("src/**/*.ts", { cwd: root }).filter(
    (path) => !/\.(test|fixture)\.ts$|sample-tenant|j1ql|service\/errors/.test(path),
  );
  const codes = files.flatMap((path) => {
    const text = textOf(path);
    const pieces = text
      .split(/new Failure\(|\bfailure\(|downloadFailure\(|passing\(|misuse\(/)
      .slice(1);
    return pieces.flatMap((piece) => /^[^;]*?code: "([a-z_]+)"/s.exec(piece)?.[1] ?? []);
  });
  // Those that the engines' own errors are told as.
  const told = ["src/store/store-failure.ts", "src/store/postgres-failure.ts"].flatMap((path) =>
    [...textOf(path).matchAll(/code: "([a-z_]+)"/g)].flatMap(([, code]) => code ?? []),
  );
  return [...new Set([...codes, ...told])].toSorted();
}

test("every code that a failure is made with is in the catalogue", () => {
  const codes = codesInCode();
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => knownError(code) === undefined)).toEqual([]);
});

test("no code stands in two groups, and docs/errors.md tells each", () => {
  const page = textOf("docs/errors.md");
  const codes = errorGroups.flatMap(({ errors }) => Object.keys(errors));
  expect(new Set(codes).size).toBe(codes.length);
  for (const { errors } of errorGroups)
    for (const [code, { means }] of Object.entries(errors)) {
      expect(page).toContain(`\`${code}\``);
      expect(page).toContain(means);
    }
});
