import {
  type DueInstance,
  listBrokenOff,
  listDue,
  advanceSchedule,
} from "../../store/instance-schedule.ts";
import { noteCrashed } from "../../store/run.ts";
import { openRunOf, queueRun, type RunCause } from "../../store/run-request.ts";
import type { Session } from "../../store/session.ts";
import type { DeskParts } from "../desk-parts.ts";
import { intervalOf, nextAfterRun } from "../instances/polling.ts";

const automatic = { full: false, confirmHeld: false };

async function queueUnlessOpen(
  session: Session,
  of: { readonly instanceId: number; readonly cause: RunCause; readonly askedBy: string },
  askedOn: number,
): Promise<void> {
  const open = await openRunOf(session, of.instanceId);
  if (open === null) await queueRun(session, { ...of, ...automatic, askedOn });
}

/**
 * Puts every instance that is due into the queue. However many of its times have passed while nobody looked, it is read once;
 * the next time is again one of its usual ones.
 */
export async function queueDue({ database, world }: DeskParts): Promise<void> {
  const now = world.clock.now();
  for (const due of await listDue(database, now))
    await database.transaction((session) => queueOne(session, due, now));
}

async function queueOne(session: Session, due: DueInstance, now: number): Promise<void> {
  const { instanceId, anchorOn, polling } = due;
  const interval = intervalOf(polling);
  if (interval === null) return;
  const nextOn = nextAfterRun({ instanceId, anchorOn, interval }, now);
  if (!(await advanceSchedule(session, due, nextOn))) return;
  await queueUnlessOpen(session, { instanceId, cause: "schedule", askedBy: "schedule" }, now);
}

/** A run that ends the program again and again must not be begun for ever. */
const mostTimes = 3;

/** Puts runs that a crash or a stop broke off into the queue again. `isOurs` tells what this process is at work on. */
export async function takeUpBrokenOff(
  { database, world }: DeskParts,
  isOurs: (instanceId: number) => boolean,
): Promise<void> {
  const now = world.clock.now();
  await noteCrashed(database, { isOurs, endedOn: now });
  for (const { instanceId, times } of await listBrokenOff(database)) {
    if (times >= mostTimes) {
      world.log.warn("a run was broken off too often to be taken up again", {
        instance: instanceId,
        times,
      });
      continue;
    }
    await database.transaction((session) =>
      queueUnlessOpen(session, { instanceId, cause: "resume", askedBy: "server" }, now),
    );
  }
}
