import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { library } from "./library/library.ts";
import { questionsPage } from "./questions-page.ts";

test("docs/questions.md tells every question as it ships", () => {
  const page = readFileSync(new URL("../../../docs/questions.md", import.meta.url), "utf8");
  // The formatter breaks lines: words are compared.
  const words = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  expect(words(page)).toBe(words(questionsPage()));
  for (const { id, title } of Object.values(library).flat()) {
    expect(page).toContain(title);
    expect(page).toContain(`\`${id}\``);
  }
});
