import type { EpochMs } from "../base/clock.ts";
import { writeAudit } from "../store/audit.ts";
import type { Session } from "../store/session.ts";
import type { Caller } from "./caller.ts";

/** What somebody did. */
interface Deed {
  readonly caller: Caller;
  readonly now: EpochMs;
  readonly verb: string;
  /** What it was done to, such as `instance 3`. */
  readonly object: string;
  /** How; never a secret. */
  readonly details?: object | undefined;
}

/** Records for the audit log what somebody did, in the transaction of what it tells of. */
export async function recordDeed(session: Session, deed: Deed): Promise<void> {
  const { caller, now, verb, object, details = {} } = deed;
  await writeAudit(session, {
    happenedOn: now,
    callerKind: caller.kind,
    callerId: caller.id,
    callerName: caller.name,
    verb,
    object,
    details,
  });
}
