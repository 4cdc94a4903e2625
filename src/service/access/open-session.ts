import type { EpochMs } from "../../base/clock.ts";
import { deleteSession, findSession, insertSession } from "../../store/login-sessions.ts";
import type { Session } from "../../store/session.ts";
import { type StoredUser, updateUser } from "../../store/users.ts";
import { type Caller, roleOf } from "../caller.ts";
import { recordAtDoor } from "./access-audit.ts";
import type { Opened, Visit } from "./visit.ts";
import { hashOf, newSecret } from "./secret.ts";
import { absoluteLimit } from "./session-life.ts";

/** The user as one who asks. */
export function callerOfUser(user: StoredUser): Caller {
  return { kind: "user", id: user.id, name: user.name, role: roleOf(user.role) };
}

/** How somebody has proven who they are. */
export interface Proven {
  readonly user: StoredUser;
  readonly method: "password" | "single sign-on" | "set-up link";
  readonly visit: Visit;
  readonly now: EpochMs;
}

/** Begins a session with a token of its own; the one that the browser had before ends. */
export async function openSession(session: Session, proven: Proven): Promise<Opened> {
  const { user, method, visit, now } = proven;
  if (visit.session !== null) {
    const before = await findSession(session, hashOf(visit.session));
    if (before !== null) await deleteSession(session, before.id);
  }
  const token = newSecret();
  const endsOn = now + absoluteLimit;
  await insertSession(session, hashOf(token), {
    userId: user.id,
    method,
    address: visit.address,
    agent: visit.agent.slice(0, 300),
    createdOn: now,
    seenOn: now,
    endsOn,
  });
  await updateUser(session, { ...user, lastLoginOn: now });
  await recordAtDoor(session, { verb: "access.log_in", user, visit, now, details: { method } });
  return { token, caller: callerOfUser(user), endsOn };
}
