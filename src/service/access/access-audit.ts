import { writeAudit } from "../../store/audit.ts";
import type { Session } from "../../store/session.ts";
import type { StoredUser } from "../../store/users.ts";
import type { Visit } from "./visit.ts";

/** What happened at the door. */
export interface DoorEvent {
  readonly verb: "access.log_in" | "access.log_in_refused" | "access.log_out" | "access.set_up";
  readonly user: Pick<StoredUser, "id" | "name"> | { readonly id: null; readonly name: string };
  readonly visit: Pick<Visit, "address" | "agent">;
  readonly now: number;
  readonly details?: object;
}

/** Records what happened at the door, in the transaction of what it tells of. */
export async function recordAtDoor(session: Session, event: DoorEvent): Promise<void> {
  const { verb, user, visit, now, details = {} } = event;
  await writeAudit(session, {
    happenedOn: now,
    callerKind: "user",
    callerId: user.id,
    callerName: user.name,
    verb,
    object: user.id === null ? `user ${user.name}` : `user ${user.id}`,
    details: { ...details, address: visit.address, agent: visit.agent },
  });
}
