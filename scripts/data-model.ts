// Writes docs/data-model.md from src/convert; with --check it only says whether the page is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { dataModelPage } from "../src/convert/data-model-page.ts";

const path = new URL("../docs/data-model.md", import.meta.url);
const page = dataModelPage();

function written(): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

if (!process.argv.includes("--check")) {
  writeFileSync(path, page);
} else if (written() !== page) {
  console.error("docs/data-model.md is not what src/convert says. Run: node scripts/data-model.ts");
  process.exitCode = 1;
}
