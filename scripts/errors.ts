// Writes docs/errors.md from the catalogue of errors.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { errorsPage } from "../src/service/errors/errors-page.ts";

const path = fileURLToPath(new URL("../docs/errors.md", import.meta.url));
writeFileSync(path, errorsPage());
execFileSync("npx", ["--no-install", "oxfmt", "--write", path]);
