import type { Caller } from "../caller.ts";
import type { Identified } from "./single-sign-on.ts";
import type { Credentials, LogIn, Opened, Visit } from "./visit.ts";

/** Who is who: what the HTTP door asks before it lets anyone in. */
export interface Doorkeeper {
  /** The program's own token, for other commands on this machine. */
  readonly localToken: string;
  /** A link's one-time token while nobody was made yet; `null` once somebody was. */
  beginSetUp(): Promise<string | null>;
  /** Whether a link's token is the one that still holds. */
  isSetUpToken(token: string): Promise<boolean>;
  /** Makes the first administrator. Throws `set_up_refused`, `password_weak`. */
  setUp(token: string, who: Credentials, visit: Visit): Promise<Opened>;
  /** Throws `busy`. */
  logIn(who: Credentials, visit: Visit): Promise<LogIn>;
  /** For somebody whom an identity provider vouches for. Throws `single_sign_on_refused`. */
  enterBySingleSignOn(who: Identified, visit: Visit): Promise<Opened>;
  logOut(session: string, visit: Visit): Promise<void>;
  callerOfSession(session: string): Promise<Caller | null>;
  /** Of an API token, or the program's own. */
  callerOfBearer(token: string): Promise<Caller | null>;
}
