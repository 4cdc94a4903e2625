import { existsSync } from "node:fs";
import chromiumBinary from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/**
 * Starts Chromium: the one that `CHROME` names, else the system's, else the one in the npm package. Without that
 * package's own arguments, which switch web security off and everything into one process.
 */
export async function startBrowser(): Promise<Browser> {
  const known = [process.env["CHROME"], "/usr/bin/chromium"].find(
    (path) => path !== undefined && existsSync(path),
  );
  const executablePath = known ?? (await chromiumBinary.executablePath());
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--font-render-hinting=none",
  ];
  return chromium.launch({ executablePath, args, headless: true });
}
