import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const house = fileURLToPath(new URL("..", import.meta.url));
const bin = join(house, "node_modules", ".bin");

/** A source file that breaks one rule of the house, and the rule that must say so. */
interface Planted {
  readonly breaks: string;
  readonly file: string;
  readonly source: string;
  readonly rule: RegExp;
}

const importing = (path: string): string =>
  `import * as other from "${path}";\nexport const planted = other;\n`;

const wall = (file: string, path: string): Planted => ({
  breaks: `${dirname(file)} importing ${path}`,
  file,
  source: importing(path),
  rule: /no-restricted-imports/,
});

const walls: readonly Planted[] = [
  wall("src/base/planted-wall.ts", "../graph/entity.ts"),
  wall("src/graph/planted-wall.ts", "../store/database.ts"),
  wall("src/microsoft/planted-wall.ts", "../graph/entity.ts"),
  wall("src/j1ql/planted-wall.ts", "../store/database.ts"),
  wall("src/sample-tenant/planted-wall.ts", "../microsoft/machine.ts"),
  wall("src/convert/planted-wall.ts", "../store/database.ts"),
  wall("src/store/planted-wall.ts", "../microsoft/machine.ts"),
  wall("src/sync/planted-wall.ts", "../service/service.ts"),
  wall("src/alert/planted-wall.ts", "../service/service.ts"),
  wall("src/alert/channel/planted-wall.ts", "../../sync/steps.ts"),
  wall("src/service/planted-wall.ts", "../http/server.ts"),
  wall("src/http/planted-wall.ts", "../store/database.ts"),
  wall("src/cli/planted-wall.ts", "../store/database.ts"),
  wall("src/service/planted-main.ts", "../program.ts"),
];

const others: readonly Planted[] = [
  {
    breaks: "a receipt minted outside the page walk",
    file: "src/sync/planted-mint.ts",
    source: `import { mintComplete } from "../base/complete.ts";\nexport const planted = mintComplete;\n`,
    rule: /no-restricted-imports/,
  },
  {
    breaks: "an ambient clock",
    file: "src/sync/planted-clock.ts",
    source: `export const planted = (): number => Date.now();\n`,
    rule: /no-restricted-properties/,
  },
  {
    breaks: "an ambient environment",
    file: "src/service/planted-environment.ts",
    source: `export const planted = (): string | undefined => process.env["HOME"];\n`,
    rule: /no-restricted-properties/,
  },
  {
    breaks: "a promise that nobody awaits",
    file: "src/graph/planted-promise.ts",
    source: `const later = async (): Promise<void> => {};\nexport function planted(): void {\n  later();\n}\n`,
    rule: /no-floating-promises/,
  },
  {
    breaks: "a cast outside a mint",
    file: "src/graph/planted-cast.ts",
    source: `export const planted = (value: unknown): string => value as string;\n`,
    rule: /no-unsafe-type-assertion/,
  },
  {
    breaks: "a function of more than 50 lines",
    file: "src/graph/planted-length.ts",
    source: `export function planted(): number {\n  let sum = 0;\n${"  sum += 1;\n".repeat(60)}  return sum;\n}\n`,
    rule: /max-lines-per-function/,
  },
  {
    breaks: "a switch over a union that leaves a case out",
    file: "src/graph/planted-switch.ts",
    source: `export function planted(kind: "a" | "b"): number {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n`,
    rule: /switch-exhaustiveness-check/,
  },
];

/** A copy of the house, so that what is planted never stands beside the real files. */
let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "defender-graph-architecture-"));
  for (const part of ["src", "tsconfig.json", ".oxlintrc.json", "package.json"])
    await cp(join(house, part), join(root, part), { recursive: true });
  await symlink(join(house, "node_modules"), join(root, "node_modules"));
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function plant(file: string, source: string): Promise<string> {
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, source);
  return path;
}

async function lint(...paths: readonly string[]): Promise<string> {
  try {
    const done = await run(join(bin, "oxlint"), ["--type-aware", "--deny-warnings", ...paths], {
      cwd: root,
    });
    return done.stdout;
  } catch (refused) {
    return (refused as { stdout: string }).stdout;
  }
}

describe("a planted violation is caught by lint", () => {
  it.each([...walls, ...others])("$breaks", async ({ file, source, rule }) => {
    const path = await plant(file, source);
    const said = await lint(path);
    await rm(path);
    expect(said).toMatch(rule);
  });

  it("an import cycle, also one of types only", async () => {
    const first = await plant(
      "src/graph/planted-cycle-a.ts",
      `import type { B } from "./planted-cycle-b.ts";\nexport type A = { readonly b?: B };\n`,
    );
    const second = await plant(
      "src/graph/planted-cycle-b.ts",
      `import type { A } from "./planted-cycle-a.ts";\nexport type B = { readonly a?: A };\n`,
    );
    const said = await lint(first, second);
    await Promise.all([rm(first), rm(second)]);
    expect(said).toMatch(/no-cycle/);
  });
});

describe("a planted violation is caught by the type checker", () => {
  it("a delete without a receipt", async () => {
    const path = await plant(
      "src/sync/planted-receipt.ts",
      `import type { Complete } from "../base/complete.ts";\nexport const planted: Complete = { collection: "machines", received: 1, pages: 1 };\n`,
    );
    const said = await run(join(bin, "tsc"), ["--noEmit"], { cwd: root }).then(
      () => "",
      (refused: { stdout: string }) => refused.stdout,
    );
    await rm(path);
    expect(said).toMatch(/planted-receipt\.ts.*TS2322/);
  });
});
