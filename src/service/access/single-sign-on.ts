import { Failure } from "../../base/failure.ts";
import {
  findUserByName,
  findUserBySingleSignOn,
  insertUser,
  type StoredUser,
} from "../../store/users.ts";
import type { Session } from "../../store/session.ts";
import type { Role } from "../caller.ts";
import type { DeskParts } from "../desk-parts.ts";
import { recordAtDoor } from "./access-audit.ts";
import type { Opened, Visit } from "./visit.ts";
import { loginName } from "./login-name.ts";
import { openSession } from "./open-session.ts";

/** Somebody whom an identity provider vouches for. */
export interface Identified {
  /** The provider and the number it knows them by: does not change when they are renamed. */
  readonly identity: string;
  readonly name: string;
  readonly displayName: string;
  /** What their claims make of them here, or why they may not come in. */
  readonly standing:
    | { readonly ok: true; readonly role: Role }
    | { readonly ok: false; readonly reason: string };
}

interface Entering {
  readonly who: Identified;
  readonly visit: Visit;
  readonly now: number;
}

/** Lets somebody in whom an identity provider vouches for; their role is what the provider says today. */
export async function enterBySingleSignOn(
  { database, world }: DeskParts,
  who: Identified,
  visit: Visit,
): Promise<Opened> {
  const now = world.clock.now();
  const entered = await database.transaction(async (session) => {
    const user = await userFor(session, { who, visit, now });
    if (typeof user !== "string")
      return openSession(session, { user, method: "single sign-on", visit, now });
    const details = { method: "single sign-on", reason: user };
    const refused = { id: null, name: loginName(who.name) };
    await recordAtDoor(session, {
      verb: "access.log_in_refused",
      user: refused,
      visit,
      now,
      details,
    });
    return user;
  });
  if (typeof entered === "string") throw refusal(entered);
  return entered;
}

/** The user, made anew when they come for the first time; or why they cannot come in. */
async function userFor(session: Session, { who, now }: Entering): Promise<StoredUser | string> {
  const { identity, standing, displayName } = who;
  if (!standing.ok) return standing.reason;
  const { role } = standing;
  const known = await findUserBySingleSignOn(session, identity);
  if (known?.disabled === true) return "the user is disabled";
  if (known !== null) return { ...known, role, displayName };
  const name = loginName(who.name).slice(0, 200);
  // Whoever can name themselves at the provider would otherwise become any user with a password here.
  if ((await findUserByName(session, name)) !== null)
    return `there is another user called ${name}, who does not come by single sign-on`;
  const fresh = {
    name,
    displayName,
    role,
    password: null,
    singleSignOn: identity,
    disabled: false,
    createdOn: now,
  };
  return { ...fresh, id: await insertUser(session, fresh), lastLoginOn: null };
}

function refusal(reason: string): Failure {
  const message = `Cannot log in by single sign-on: ${reason}. Ask an administrator.`;
  return new Failure(message, { code: "single_sign_on_refused", retryable: false });
}
