import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { deleteSession, listSessions } from "../../store/login-sessions.ts";
import { listUsers } from "../../store/users.ts";
import type { Caller } from "../caller.ts";
import { changeVerb, readVerb } from "../verb.ts";
import { isAlive } from "./session-life.ts";
import { idInput } from "./user-view.ts";

const sessionView = z.object({
  id: z.number(),
  userId: z.number(),
  userName: z.string(),
  method: z.string(),
  address: z.string(),
  agent: z.string(),
  createdOn: z.number(),
  seenOn: z.number(),
  endsOn: z.number(),
});

/** Whose sessions somebody may see and end: their own; an administrator those of everybody. */
function whose({ kind, id, role }: Caller): number | null {
  if (role === "administrator") return null;
  return kind === "user" ? id : -1;
}

/** Who is logged in, and from where. */
export const sessionsList = readVerb({
  name: "sessions.list",
  summary: "Where one is logged in; for an administrator, where everybody is",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(sessionView) }),
  async run({ parts, caller }) {
    const now = parts.world.clock.now();
    const open = await listSessions(parts.database, { userId: whose(caller), now });
    const names = new Map((await listUsers(parts.database)).map(({ id, name }) => [id, name]));
    const items = open
      .filter((session) => isAlive(session, now))
      .map((session) => ({ ...session, userName: names.get(session.userId) ?? "" }));
    return { items };
  },
});

/** Logs somebody out. */
export const sessionsEnd = changeVerb({
  name: "sessions.end",
  summary: "End a session: one's own, or as an administrator anybody's",
  role: "viewer",
  input: z.strictObject({ id: idInput }),
  output: z.object({ ended: z.number() }),
  async run({ parts, session, caller, note }, { id }) {
    const now = parts.world.clock.now();
    const seen = await listSessions(session, { userId: whose(caller), now });
    const open = seen.find((one) => one.id === id);
    if (open === undefined) throw unknown(id);
    await deleteSession(session, id);
    note({ object: `session ${id}`, details: { user: open.userId } });
    return { ended: id };
  },
});

function unknown(id: number): Failure {
  const message = `There is no open session with the number ${id}. It may have ended already.`;
  return new Failure(message, { code: "not_found", retryable: false });
}
