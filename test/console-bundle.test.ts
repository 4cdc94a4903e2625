import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const consoleDirectory = fileURLToPath(new URL("../console/dist", import.meta.url));

test("what is loaded stays within its budget, and the graph library comes with the first picture only", () => {
  const manifest: unknown = JSON.parse(
    readFileSync(join(consoleDirectory, ".vite/manifest.json"), "utf8"),
  );
  const sizes = readdirSync(join(consoleDirectory, "assets")).map((name): [string, number] => {
    return [name, gzipSync(readFileSync(join(consoleDirectory, "assets", name))).length];
  });
  const size = (pattern: RegExp): number =>
    sizes.reduce((sum, [name, bytes]) => (pattern.test(name) ? sum + bytes : sum), 0);
  expect(manifest).toMatchObject({ "src/graph/graph-canvas.ts": { isDynamicEntry: true } });
  expect(size(/^graph-canvas.*\.js$/)).toBeLessThan(165_000);
  expect(size(/^index.*\.js$/)).toBeLessThan(45_000);
  expect(size(/\.css$/)).toBeLessThan(24_000);
});
