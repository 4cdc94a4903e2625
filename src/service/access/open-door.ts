import type { DeskParts } from "../desk-parts.ts";
import type { DoorState } from "./door-state.ts";
import type { Doorkeeper } from "./doorkeeper.ts";
import { logIn } from "./log-in.ts";
import { logOut } from "./log-out.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { callerOfBearer, callerOfSession } from "./recognise.ts";
import { hashOf, newSecret } from "./secret.ts";
import { beginSetUp, isSetUpToken, setUp } from "./set-up.ts";
import { enterBySingleSignOn } from "./single-sign-on.ts";

const mostWaitingLogins = 50;

/** Makes the doorkeeper of a database. */
export function openDoor(parts: DeskParts): Doorkeeper {
  const localToken = newSecret("dgl_");
  const checks = new OneAtATime(mostWaitingLogins);
  const state: DoorState = { parts, localToken, checks, setUpHash: null };
  return {
    localToken,
    beginSetUp: () => beginSetUp(state),
    isSetUpToken: (token) => isSetUpToken(state, token),
    setUp: (token, who, visit) => setUp(state, { token, who, visit }),
    logIn: (who, visit) => logIn(state, who, visit),
    enterBySingleSignOn: (who, visit) => enterBySingleSignOn(parts, who, visit),
    logOut: (session, visit) => logOut(parts, hashOf(session), visit),
    callerOfSession: (session) => callerOfSession(parts, session),
    callerOfBearer: (token) => callerOfBearer(state, token),
  };
}
