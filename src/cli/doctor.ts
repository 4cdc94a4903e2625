import { Failure } from "../base/failure.ts";
import type { Desk } from "../service/desk.ts";
import { type Diagnosis, diagnose, type Opened } from "../service/doctor.ts";
import { type Command, colour, databaseFlag, databaseOf } from "./command.ts";
import type { World } from "./world.ts";

const styles = { ok: "green", warning: "yellow", problem: "red" } as const;

function linesOf({ about, state, found, todo }: Diagnosis, world: World): string {
  const mark = colour(state.padEnd(8), { world, stream: "stdout", style: styles[state] });
  const head = `${mark} ${about}: ${found}\n`;
  return todo === null ? head : `${head}         → ${todo}\n`;
}

interface Reached {
  readonly opened: Opened;
  readonly server: Desk["server"];
}

async function reach(world: World, database: string): Promise<Reached> {
  try {
    const desk = await world.openDesk({ database, mode: "read" });
    try {
      return { opened: await desk.facts(), server: desk.server };
    } finally {
      await desk.close();
    }
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return { opened: failure.code === "database_missing" ? null : failure, server: null };
  }
}

/** `defender-graph doctor` */
export const doctor: Command = {
  name: "doctor",
  summary: "Find out why something does not work",
  about: `
Looks at the program's environment, the database's file, the disk, who holds the database, what it says of itself and how
the last runs went. Says for what is not well what to do. Changes nothing.

  defender-graph doctor
  defender-graph doctor --database acme.duckdb --json

Exit code: 0 nothing keeps the program from working, 1 something does.`,
  flags: [databaseFlag, { name: "json", help: "print one JSON object a line" }],
  async run(world, given) {
    const database = databaseOf(given);
    const { opened, server } = await reach(world, database);
    // Names only: a value may be a secret.
    const variables = Object.keys(world.environment)
      .filter((name) => name.startsWith("DEFENDER_GRAPH_"))
      .toSorted();
    const ofMachine = await world.machineFacts(database);
    const facts = { ...ofMachine, variables, server, now: world.clock.now() };
    const diagnoses = diagnose(facts, opened);
    const json = given.on("json");
    for (const diagnosis of diagnoses)
      await world.stdout.write(json ? `${JSON.stringify(diagnosis)}\n` : linesOf(diagnosis, world));
    return diagnoses.some(({ state }) => state === "problem") ? 1 : 0;
  },
};
