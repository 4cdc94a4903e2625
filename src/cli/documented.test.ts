import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { helpOf } from "./command.ts";
import { variableOf } from "./flag.ts";
import { commands } from "./run.ts";

const page = readFileSync(new URL("../../docs/command-line.md", import.meta.url), "utf8");

test.each(commands)("docs/command-line.md tells every flag of $name", ({ name, flags }) => {
  expect(page).toContain(name);
  const names = flags.map((flag) =>
    flag.environmentOnly === true ? variableOf(flag.name) : `--${flag.name}`,
  );
  expect(names.filter((flag) => !new RegExp(`${flag}\\b(?!-)`).test(page))).toEqual([]);
});

test.each(commands)("the help of $name fits a page of 120 columns", (command) => {
  const tooLong = helpOf(command)
    .split("\n")
    .filter((line) => line.length > 120);
  expect(tooLong).toEqual([]);
});

test("docs/command-line.md tells no flag that does not exist", () => {
  const known = new Set([
    "help",
    "version",
    ...commands.flatMap(({ flags }) => flags.map(({ name }) => name)),
  ]);
  const told = [...page.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name = ""]) => name);
  expect(told.filter((name) => !known.has(name))).toEqual([]);
});
