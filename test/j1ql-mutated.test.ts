import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { CheckOptions } from "../src/j1ql/check.ts";
import type { Database } from "../src/store/database.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { databaseOf, type TestDatabase } from "./support/j1ql-graph.ts";
import { goldenNow as now, goldenPast, smartClasses, tenant } from "./support/j1ql-tenant.ts";

const folder = new URL("golden/j1ql/", import.meta.url);
const guide = readFileSync(new URL("../docs/j1ql.md", import.meta.url), "utf8");

/** The queries of the guide and of the golden cases, right and wrong ones. */
const known = [
  ...[...guide.matchAll(/^```j1ql[^\n]*\n(?<text>.*?)\n```$/gms)].map(
    ({ groups }) => groups?.["text"] ?? "",
  ),
  ...readdirSync(folder)
    .filter((name) => name.endsWith(".case"))
    .flatMap((name) =>
      readFileSync(new URL(name, folder), "utf8")
        .split(/^=== .*\n/m)
        .slice(1),
    )
    .map((part) =>
      part
        .replace(/^--- .*/ms, "")
        .replaceAll(/^@ .*\n/gm, "")
        .trim(),
    ),
];
const legal = known.filter((text) => checkText(text).plan !== null);
/** Words, signs, and whatever has quotes, brackets or slashes around it. */
const piecesOf = (text: string): readonly string[] =>
  text.match(/'[^']*'|\/[^/\s]+\/i?|[$\w]*[[{][^\]}]*[\]}]+|#?[\p{L}\p{N}_.]+|[!~^$<>=]+|\S/gu) ??
  [];
const pieces = [...new Set(legal.flatMap(piecesOf))];

/** Pieces of one kind stand in each other's place without making the query unreadable too often. */
function kindOf(piece: string): string {
  if (/^[A-Z]+$/.test(piece)) return "keyword";
  if (/^[\p{L}_#]/u.test(piece)) return piece.includes(".") ? "path" : "name";
  if (/^['\d/$]./u.test(piece)) return "value";
  return /[~^<>=]/.test(piece) ? "operator" : piece;
}

const alike = Map.groupBy(pieces, kindOf);

const runs = Number(process.env["J1QL_RUNS"] ?? 200);
const seed = Number(process.env["J1QL_SEED"] ?? 11);

let held: TestDatabase;
let db: Database;
let options: CheckOptions;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
  const parameters = { platform: "macOS", platforms: ["macOS", "x"], least: 10 };
  options = { catalogue: await readCatalogue(db), smartClasses, parameters };
});
afterAll(() => held.close());

/** A legal query with some of its pieces replaced by others of their kind, doubled or left out. */
const mutated = fc
  .record({
    text: fc.constantFrom(...legal),
    changes: fc.array(
      fc.record({
        place: fc.nat(),
        draw: fc.nat(),
        how: fc.constantFrom("other", "other", "other", "none", "twice"),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ text, changes }) =>
    changes
      .reduce((before, { place, draw, how }) => {
        const at = place % before.length;
        const piece = before[at] ?? "";
        const others = alike.get(kindOf(piece)) ?? [piece];
        const other = others[draw % others.length] ?? piece;
        const put = { other: [other], none: [], twice: [piece, piece] }[how] ?? [];
        return [...before.slice(0, at), ...put, ...before.slice(at + 1)];
      }, piecesOf(text))
      .join(" "),
  );

it("whatever can be read is answered, whichever way it is asked", async () => {
  let answered = 0;
  const property = fc.asyncProperty(mutated, fc.boolean(), fc.boolean(), async (...drawn) => {
    const [text, isPast, asTree] = drawn;
    const { plan } = checkText(text, options);
    if (plan === null) return;
    answered++;
    const asOf = isPast ? goldenPast : undefined;
    await runQuery(db, plan, { now, asOf, asTree }).catch((cause: unknown) => {
      throw new Error(text, { cause });
    });
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
  expect(answered).toBeGreaterThan(runs / 10);
});
