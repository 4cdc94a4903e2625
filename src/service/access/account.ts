import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { deleteSessionsOf } from "../../store/login-sessions.ts";
import { findUser, updateUser } from "../../store/users.ts";
import type { Caller } from "../caller.ts";
import { changeVerb } from "../verb.ts";
import { hashPassword, passwordMatches } from "./password.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { passwordInput } from "./user-view.ts";

/** The number of the person who asks. Throws `forbidden` for a program or the command line. */
function personOf({ kind, id }: Caller, what: string): number {
  if (kind === "user" && id !== null) return id;
  const message = `Cannot ${what}: only a person who is logged in has one. Log in with name and password.`;
  throw new Failure(message, { code: "forbidden", retryable: false });
}

/** One's own password. */
export const accountPassword = changeVerb({
  name: "account.password",
  summary: "Change one's own password; all sessions end, this one too",
  role: "viewer",
  input: z.strictObject({ current: passwordInput, password: passwordInput }),
  output: z.object({ changed: z.literal(true) }),
  async run({ session, caller, note }, { current, password }) {
    const user = await findUser(session, personOf(caller, "change the password"));
    if (user === null || !(await passwordMatches(current, user.password))) throw wrong();
    refuseWeakPassword(password, user.name);
    await updateUser(session, { ...user, password: await hashPassword(password) });
    await deleteSessionsOf(session, user.id);
    note({ object: `user ${user.id}`, details: { name: user.name } });
    return { changed: true as const };
  },
});

function wrong(): Failure {
  const message = "Cannot change the password: the current one is another. Type it again.";
  return new Failure(message, { code: "password_wrong", retryable: false });
}
