import { Failure } from "../../base/failure.ts";
import { hasNoUsers, insertUser } from "../../store/users.ts";
import { recordAtDoor } from "./access-audit.ts";
import type { DoorState } from "./door-state.ts";
import type { Credentials, Opened, Visit } from "./visit.ts";
import { openSession } from "./open-session.ts";
import { hashPassword } from "./password.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { hashOf, newSecret, sameSecret } from "./secret.ts";
import { nameInput } from "./user-view.ts";

/** Who opens the set-up link, and what they want to be called. */
interface Beginning {
  readonly token: string;
  readonly who: Credentials;
  readonly visit: Visit;
}

/** Makes the one-time token of the set-up link; `null` when there are users already. */
export async function beginSetUp(state: DoorState): Promise<string | null> {
  if (!(await hasNoUsers(state.parts.database))) return null;
  const token = newSecret();
  state.setUpHash = hashOf(token);
  return token;
}

/** Whether a link's token is the one that still holds. */
export async function isSetUpToken(state: DoorState, token: string): Promise<boolean> {
  if (state.setUpHash === null || !sameSecret(hashOf(token), state.setUpHash)) return false;
  return hasNoUsers(state.parts.database);
}

/** Makes the first administrator, once. */
export async function setUp(state: DoorState, beginning: Beginning): Promise<Opened> {
  const { token, who, visit } = beginning;
  const { database, world } = state.parts;
  if (!(await isSetUpToken(state, token))) throw refused();
  const named = nameInput.safeParse(who.name);
  if (!named.success) throw invalidName(named.error.issues[0]?.message ?? "is no name");
  refuseWeakPassword(who.password, named.data);
  const password = await hashPassword(who.password);
  const now = world.clock.now();
  const opened = await database.transaction(async (session) => {
    if (!(await hasNoUsers(session))) throw refused();
    const known = {
      name: named.data,
      displayName: who.name.trim(),
      role: "administrator",
      password,
      singleSignOn: null,
      disabled: false,
      createdOn: now,
    };
    const id = await insertUser(session, known);
    const user = { ...known, id, lastLoginOn: null };
    await recordAtDoor(session, { verb: "access.set_up", user, visit, now });
    return openSession(session, { user, method: "set-up link", visit, now });
  });
  state.setUpHash = null;
  return opened;
}

function invalidName(reason: string): Failure {
  const message = `Cannot make the administrator: the name ${reason}.`;
  return new Failure(message, { code: "request_invalid", retryable: false });
}

function refused(): Failure {
  const message =
    "Cannot set up: this link does not hold any more. It works once, until defender-graph is started anew; while nobody was made, each start prints a new one. A forgotten password is set anew with: defender-graph users reset <name>";
  return new Failure(message, { code: "set_up_refused", retryable: false });
}
