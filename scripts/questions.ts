// Writes docs/questions.md from the library of questions.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { questionsPage } from "../src/service/questions/questions-page.ts";

const path = fileURLToPath(new URL("../docs/questions.md", import.meta.url));
writeFileSync(path, questionsPage());
execFileSync("npx", ["--no-install", "oxfmt", "--write", path]);
