import { localCaller } from "../service/caller.ts";
import { compactText } from "../service/compact.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { WorkProgress } from "./work-progress.ts";

/** For how many days history is kept. */
export const keepHistoryFlag: Flag = {
  name: "keep-history",
  value: "<days>",
  help: "let history go that is older than so many days; all is kept when absent",
};

/** The days that a flag names. Throws a `usage` failure when it is no number of days. */
export function keepDaysOf(given: Given): number | undefined {
  const days = given.number("keep-history");
  if (days === undefined || (days >= 1 && days <= 36_500)) return days;
  throw misuse(`${given.origin("keep-history")} wants a number of days from 1 to 36500.`);
}

/** `defender-graph compact` */
export const compact: Command = {
  name: "compact",
  summary: "Let old history go",
  about: `
Forgets versions and changes that were over before so many days ago. The graph as of every later moment stays what it
was; queries as of an earlier one are refused from then on. The file mostly does not shrink, but its room is used
again; a backup of it is as small as it can be. With --keep-history, collect does the same after each run. Where a
server holds the database it does this, while it goes on reading and answering. Ctrl+C leaves all history as it is.

  defender-graph compact --keep-history 365`,
  flags: [
    databaseFlag,
    {
      ...keepHistoryFlag,
      help: "for how many days history is kept; what was over before goes",
      isNeeded: true,
    },
    { name: "json", help: 'print {"versions","changes","beginsOn"} on standard output' },
  ],
  async run(world, given) {
    const days = keepDaysOf(given);
    if (days === undefined)
      throw misuse("--keep-history is missing: for how many days is history to be kept?");
    const database = databaseOf(given);
    const desk = await world.openDesk({ database, mode: "change", isNew: false });
    const progress = new WorkProgress(world);
    try {
      const input = { keepDays: days, caller: localCaller, progress: progress.take };
      const compacted = await desk.compact(input, world.interrupted);
      progress.clear();
      const text = given.on("json") ? JSON.stringify(compacted) : compactText(compacted);
      await world.stdout.write(`${text}\n`);
      return 0;
    } finally {
      progress.clear();
      await desk.close();
    }
  },
};
