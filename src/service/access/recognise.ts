import type { EpochMs } from "../../base/clock.ts";
import { findToken, type StoredToken, touchToken } from "../../store/api-tokens.ts";
import { findSession, touchSession } from "../../store/login-sessions.ts";
import { findUser } from "../../store/users.ts";
import { type Caller, lesserRole, localCaller, roleOf } from "../caller.ts";
import type { DeskParts } from "../desk-parts.ts";
import type { DoorState } from "./door-state.ts";
import { callerOfUser } from "./open-session.ts";
import { hashOf, sameSecret } from "./secret.ts";
import { isAlive, touchEvery } from "./session-life.ts";

/** Who has a session; `null` when it is none, or over, or its user may not come in any more. */
export async function callerOfSession(parts: DeskParts, token: string): Promise<Caller | null> {
  const { database, world } = parts;
  const session = await findSession(database, hashOf(token));
  const now = world.clock.now();
  if (session === null || !isAlive(session, now)) return null;
  const user = await findUser(database, session.userId);
  if (user === null || user.disabled) return null;
  if (session.seenOn + touchEvery < now)
    await unlessInTheWay(touchSession(database, session.id, now));
  return callerOfUser(user);
}

/** Who shows a token: a program, or another command on this machine. */
export async function callerOfBearer(state: DoorState, shown: string): Promise<Caller | null> {
  if (sameSecret(shown, state.localToken)) return localCaller;
  const { database, world } = state.parts;
  const token = await findToken(database, hashOf(shown));
  const now = world.clock.now();
  if (token === null || hasEnded(token, now)) return null;
  const caller = await callerOfToken(state.parts, token);
  if (caller !== null && (token.usedOn ?? 0) + touchEvery < now)
    await unlessInTheWay(touchToken(database, token.id, now));
  return caller;
}

function hasEnded({ endsOn }: StoredToken, now: EpochMs): boolean {
  return endsOn !== null && endsOn <= now;
}

/** A token does what it was made for, as long as whose it is may do it. */
async function callerOfToken({ database }: DeskParts, token: StoredToken): Promise<Caller | null> {
  const { id, name, userId } = token;
  const role = roleOf(token.role);
  const instanceId = token.instanceId ?? undefined;
  const caller: Caller = { kind: "token", id, name, role, instanceId };
  if (userId === null) return caller;
  const user = await findUser(database, userId);
  if (user === null || user.disabled) return null;
  return { ...caller, role: lesserRole(role, roleOf(user.role)) };
}

/** That something was used is worth a write, but not a failed request. */
async function unlessInTheWay(write: Promise<void>): Promise<void> {
  await write.catch(() => undefined);
}
