import {
  findAttempts,
  forgetAttempts,
  forgetAttemptsBefore,
  holdAttempts,
  writeAttempts,
} from "../../store/login-attempts.ts";
import type { Session } from "../../store/session.ts";
import { findUserByName, type StoredUser } from "../../store/users.ts";
import { recordAtDoor } from "./access-audit.ts";
import type { DoorState } from "./door-state.ts";
import type { Credentials, LogIn, Visit } from "./visit.ts";
import {
  addressRule,
  afterFailure,
  type BlockRule,
  forgetAfter,
  nameRule,
  waitOf,
} from "./login-block.ts";
import { loginName } from "./login-name.ts";
import { openSession } from "./open-session.ts";
import { hashPassword, isWeaklyHashed, passwordMatches } from "./password.ts";
import { retried } from "../../store/retried.ts";

/** Who tries, under which names their failures are counted. */
interface Try {
  readonly name: string;
  readonly password: string;
  readonly visit: Visit;
  readonly subjects: readonly { readonly subject: string; readonly rule: BlockRule }[];
}

/** Checks a name and a password; a wrong name and a wrong password are told alike, and take as long. */
export function logIn(state: DoorState, who: Credentials, visit: Visit): Promise<LogIn> {
  const name = loginName(who.name).slice(0, 200);
  const subjects = [
    { subject: `name ${name}`, rule: nameRule },
    { subject: `address ${networkOf(visit.address)}`, rule: addressRule },
  ];
  return state.checks.do(() =>
    check(state, { name, password: who.password.slice(0, 1_024), visit, subjects }),
  );
}

async function check(state: DoorState, tried: Try): Promise<LogIn> {
  const { database, world } = state.parts;
  const now = world.clock.now();
  const waits = await Promise.all(
    tried.subjects.map(async ({ subject }) => waitOf(await findAttempts(database, subject), now)),
  );
  const waitMs = Math.max(...waits);
  if (waitMs > 0) return { ok: false, reason: "blocked", waitMs };
  const user = await findUserByName(database, tried.name);
  const matches = await passwordMatches(tried.password, user?.password ?? null);
  return retried(() =>
    database.transaction((session) =>
      matches && user !== null && !user.disabled
        ? accept(session, { tried, user, now })
        : refuse(session, { tried, user, now }),
    ),
  );
}

interface Checked<User> {
  readonly tried: Try;
  readonly user: User;
  readonly now: number;
}

async function accept(session: Session, checked: Checked<StoredUser>): Promise<LogIn> {
  const { tried, user, now } = checked;
  for (const { subject } of tried.subjects) await forgetAttempts(session, subject);
  const rehash = user.password !== null && isWeaklyHashed(user.password);
  const password = rehash ? await hashPassword(tried.password) : user.password;
  const known = { ...user, password };
  const opened = await openSession(session, {
    user: known,
    method: "password",
    visit: tried.visit,
    now,
  });
  return { ok: true, ...opened };
}

async function refuse(session: Session, checked: Checked<StoredUser | null>): Promise<LogIn> {
  const { tried, user, now } = checked;
  await forgetAttemptsBefore(session, now - forgetAfter);
  for (const { subject, rule } of tried.subjects) {
    await holdAttempts(session, subject, now);
    const before = await findAttempts(session, subject);
    await writeAttempts(session, subject, afterFailure(before, rule, now));
  }
  await recordAtDoor(session, {
    verb: "access.log_in_refused",
    user: user ?? { id: null, name: tried.name },
    visit: tried.visit,
    now,
    details: { reason: reasonOf(user) },
  });
  return { ok: false, reason: "wrong" };
}

function reasonOf(user: StoredUser | null): string {
  if (user === null) return "no such user";
  if (user.disabled) return "the user is disabled";
  return user.password === null ? "the user has no password" : "wrong password";
}

/** Who has one IPv6 address has a whole network of them. */
function networkOf(address: string): string {
  return address.includes(":") && !address.includes(".")
    ? address.split(":").slice(0, 4).join(":")
    : address;
}
