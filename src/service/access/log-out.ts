import { deleteSession, findSession } from "../../store/login-sessions.ts";
import { findUser } from "../../store/users.ts";
import type { DeskParts } from "../desk-parts.ts";
import { recordAtDoor } from "./access-audit.ts";
import type { Visit } from "./visit.ts";

/** Ends a session; what is none any more needs no ending. */
export async function logOut(parts: DeskParts, tokenHash: string, visit: Visit): Promise<void> {
  await parts.database.transaction(async (session) => {
    const open = await findSession(session, tokenHash);
    if (open === null) return;
    await deleteSession(session, open.id);
    const user = await findUser(session, open.userId);
    if (user === null) return;
    const now = parts.world.clock.now();
    await recordAtDoor(session, { verb: "access.log_out", user, visit, now });
  });
}
