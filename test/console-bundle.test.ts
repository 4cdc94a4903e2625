import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const consoleDirectory = fileURLToPath(new URL("../console/dist", import.meta.url));

interface Chunk {
  readonly file: string;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const manifest: Manifest = JSON.parse(
  readFileSync(join(consoleDirectory, ".vite/manifest.json"), "utf8"),
);

/** A chunk with all that it loads before it runs. */
function loadedWith(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name]?.imports ?? []) loadedWith(other, seen);
  return seen;
}

/** Bytes on the wire. */
function weigh(files: Iterable<string>): number {
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(consoleDirectory, file))).length,
    0,
  );
}

const filesOf = (names: Iterable<string>): string[] =>
  [...names].flatMap((name) => manifest[name]?.file ?? []);

const shell = loadedWith("index.html");

/** What is loaded for a part, besides what is there already. */
function route(name: string, before = shell): number {
  return weigh(filesOf([...loadedWith(name)].filter((other) => !before.has(other))));
}

const dynamic = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry === true);

describe("what is loaded stays within its budget", () => {
  test("the shell", () => {
    expect(weigh(filesOf(shell))).toBeLessThan(180_000);
    const css = new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []));
    expect(weigh(css)).toBeLessThan(24_000);
  });

  test("the editor, its language and the picture, each loaded when it is first needed", () => {
    expect(route("src/query/query-editor.tsx")).toBeLessThan(130_000);
    expect(route("src/query/language.ts")).toBeLessThan(45_000);
    expect(route("src/graph/graph-canvas.ts", loadedWith("src/query/query-page.tsx"))).toBeLessThan(
      165_000,
    );
    const graph = loadedWith("src/query/query-page.tsx");
    expect(route("src/crowd/crowd-canvas.ts", new Set([...shell, ...graph]))).toBeLessThan(20_000);
  });

  test("the query page with its editor and a table: what helps who types, and pictures, come when they are wanted", () => {
    const parts = ["query-page.tsx", "query-editor.tsx", "result-tables.tsx"];
    const all = new Set(parts.flatMap((name) => [...loadedWith(`src/query/${name}`)]));
    const first = [...all].filter((name) => !shell.has(name));
    expect(weigh(filesOf(first))).toBeLessThan(130_000);
    const later = [
      "src/query/editor-help.ts",
      "src/query/language.ts",
      "src/graph/graph-panel.tsx",
    ];
    for (const name of [...later, "src/query/result-tables.tsx"]) {
      expect(manifest[name]?.isDynamicEntry).toBe(true);
      expect(loadedWith("src/query/query-page.tsx")).not.toContain(name);
    }
    expect(later.filter((name) => all.has(name))).toEqual([]);
    expect(route("src/query/editor-help.ts", all)).toBeLessThan(25_000);
  });

  test("the builder, beside the query page and the language", () => {
    const there = new Set([...shell, ...loadedWith("src/query/query-page.tsx")]);
    expect(route("src/builder/query-builder.tsx", there)).toBeLessThan(30_000);
  });

  test("every other page", () => {
    const pages = dynamic.filter(
      (name) => !/query-page|query-editor|editor-help|language|graph-canvas/.test(name),
    );
    expect(pages.length).toBeGreaterThan(8);
    const heavy = pages
      .map((name) => [name, route(name)] as const)
      .filter(([, size]) => size > 45_000);
    expect(heavy).toEqual([]);
  });
});
