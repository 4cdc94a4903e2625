import type { VerifiedView } from "../service/desk.ts";
import { type Command, colour, databaseFlag, databaseOf } from "./command.ts";
import { grouped } from "./text-table.ts";
import type { World } from "./world.ts";

function linesOf({ check, holds, count, examples, todo }: VerifiedView, world: World): string {
  const well = count === 0;
  const mark = colour(well ? "ok     " : "broken ", {
    world,
    stream: "stdout",
    style: well ? "green" : "red",
  });
  const head = `${mark} ${holds} (${check})\n`;
  if (well) return head;
  const places = examples.map((example) => `          ${example}\n`).join("");
  const rest = count > examples.length ? `          … ${grouped(count)} in all\n` : "";
  return `${head}${places}${rest}        ${todo}\n`;
}

/** What to tell of checks: all in words or as JSON, or only what does not hold. */
type Telling = "all" | "json" | "findings";

/** Tells checks as they end; gives how many do not hold. */
export async function tellChecks(
  world: World,
  checks: AsyncIterable<readonly VerifiedView[]>,
  telling: Telling,
): Promise<number> {
  let broken = 0;
  for await (const results of checks) {
    for (const result of results) {
      if (result.count > 0) broken++;
      else if (telling === "findings") continue;
      const text = telling === "json" ? `${JSON.stringify(result)}\n` : linesOf(result, world);
      await world.stdout.write(text);
    }
  }
  return broken;
}

/** `defender-graph verify` */
export const verify: Command = {
  name: "verify",
  summary: "Check that the database is sound",
  about: `
Reads the whole database in one version of it and checks what must always hold: versions follow one another, every
relationship's ends exist as long as it does, digests match their content, catalogue and feed agree with the versions.
Says for what does not hold where, and what to do. Works on a running server, too.

  defender-graph verify
  defender-graph verify --database copy.duckdb --json

Exit code: 0 sound, 1 something does not hold or the file cannot be read.`,
  flags: [databaseFlag, { name: "json", help: "print one JSON object a check" }],
  async run(world, given) {
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      const telling = given.on("json") ? "json" : "all";
      return (await tellChecks(world, desk.verify(world.interrupted), telling)) === 0 ? 0 : 1;
    } finally {
      await desk.close();
    }
  },
};
