import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../src/j1ql/", import.meta.url));
const entry = Object.fromEntries(
  ["analyse", "complete", "print"].map((name) => [name, `${folder}${name}.ts`]),
);

it("the language runs in a browser within 40 kB, compressed", async () => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root: folder,
    build: { write: false, lib: { entry, formats: ["es"] } },
  });
  const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
  const code = outputs.map((one) => ("code" in one ? one.code : "")).join("");
  expect(code).toContain("FIND");
  expect(code).not.toMatch(/from\s*["']node:/);
  expect(gzipSync(code).length).toBeLessThan(40_000);
});
