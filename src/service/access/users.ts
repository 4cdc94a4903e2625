import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { forgetAttempts } from "../../store/login-attempts.ts";
import { deleteSessionsOf } from "../../store/login-sessions.ts";
import type { Session } from "../../store/session.ts";
import {
  deleteUser,
  findUser,
  findUserByName,
  insertUser,
  listUsers,
  type StoredUser,
  updateUser,
} from "../../store/users.ts";
import { changeVerb, readVerb } from "../verb.ts";
import { loginName } from "./login-name.ts";
import { hashPassword } from "./password.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import {
  displayNameInput,
  idInput,
  nameInput,
  passwordInput,
  roleInput,
  userView,
  viewOf,
} from "./user-view.ts";

/** Everyone who may log in. */
export const usersList = readVerb({
  name: "users.list",
  summary: "Everyone who may log in, by name",
  role: "administrator",
  input: z.strictObject({}),
  output: z.object({ items: z.array(userView) }),
  async run({ parts }) {
    return { items: (await listUsers(parts.database)).map(viewOf) };
  },
});

/** Adds somebody. */
export const usersCreate = changeVerb({
  name: "users.create",
  summary: "Make a user, who then logs in with the name and the password",
  role: "administrator",
  input: z.strictObject({
    name: nameInput,
    displayName: displayNameInput.optional(),
    role: roleInput,
    password: passwordInput,
  }),
  output: userView,
  async run({ parts, session, note }, { name, displayName = name, role, password }) {
    if ((await findUserByName(session, name)) !== null) throw taken(name);
    refuseWeakPassword(password, name);
    const fresh = {
      name,
      displayName,
      role,
      password: await hashPassword(password),
      singleSignOn: null,
      disabled: false,
      createdOn: parts.world.clock.now(),
    };
    const id = await insertUser(session, fresh);
    note({ object: `user ${id}`, details: { name, role } });
    return viewOf({ ...fresh, id, lastLoginOn: null });
  },
});

/** Changes what somebody is called, may do, and whether they may come in. */
export const usersEdit = changeVerb({
  name: "users.edit",
  summary:
    "Change a user's displayed name or role, or keep them out; who is kept out is logged out",
  role: "administrator",
  input: z.strictObject({
    id: idInput,
    displayName: displayNameInput.optional(),
    role: roleInput.optional(),
    disabled: z.boolean().optional(),
  }),
  output: userView,
  async run({ session, note }, { id, ...wanted }) {
    const user = await userWith(session, id);
    const changed: StoredUser = {
      ...user,
      displayName: wanted.displayName ?? user.displayName,
      role: wanted.role ?? user.role,
      disabled: wanted.disabled ?? user.disabled,
    };
    await refuseWithoutAdministrator(session, user, changed);
    await updateUser(session, changed);
    if (changed.disabled) await deleteSessionsOf(session, id);
    note({ object: `user ${id}`, details: { name: user.name, ...wanted } });
    return viewOf(changed);
  },
});

/** Removes somebody. */
export const usersDelete = changeVerb({
  name: "users.delete",
  summary: "Remove a user with their sessions and API tokens; what they did stays in the audit log",
  role: "administrator",
  input: z.strictObject({ id: idInput }),
  output: z.object({ deleted: z.number() }),
  async run({ session, note }, { id }) {
    const user = await userWith(session, id);
    await refuseWithoutAdministrator(session, user, null);
    await deleteUser(session, id);
    note({ object: `user ${id}`, details: { name: user.name } });
    return { deleted: id };
  },
});

/** Gives somebody a new password who lost theirs. */
export const usersReset = changeVerb({
  name: "users.reset",
  summary:
    "Set a user's password anew, let them in again if they were kept out, and log them out everywhere",
  role: "administrator",
  input: z.strictObject({ name: z.string().min(1).max(200), password: passwordInput }),
  output: userView,
  async run({ session, note }, { name, password }) {
    const user = await findUserByName(session, loginName(name));
    if (user === null) throw unknown(`called ${name}`);
    refuseWeakPassword(password, user.name);
    const changed = { ...user, password: await hashPassword(password), disabled: false };
    await updateUser(session, changed);
    await deleteSessionsOf(session, user.id);
    await forgetAttempts(session, `name ${user.name}`);
    note({ object: `user ${user.id}`, details: { name: user.name } });
    return viewOf(changed);
  },
});

async function userWith(session: Session, id: number): Promise<StoredUser> {
  const user = await findUser(session, id);
  if (user === null) throw unknown(`with the number ${id}`);
  return user;
}

/** Somebody must be left who can let others in. */
async function refuseWithoutAdministrator(
  session: Session,
  before: StoredUser,
  after: StoredUser | null,
): Promise<void> {
  const rules = (user: StoredUser | null): boolean =>
    user !== null && user.role === "administrator" && !user.disabled;
  if (!rules(before) || rules(after)) return;
  const others = (await listUsers(session)).filter((user) => user.id !== before.id && rules(user));
  if (others.length > 0) return;
  const message = `Cannot take the role from ${before.name}: nobody else is administrator. Make another one first.`;
  throw new Failure(message, { code: "conflict", retryable: false });
}

function taken(name: string): Failure {
  const message = `Cannot make the user ${name}: there is one with this name. Choose another name, or edit that one.`;
  return new Failure(message, { code: "conflict", retryable: false });
}

function unknown(which: string): Failure {
  const message = `There is no user ${which}. See who there is with: defender-graph users list`;
  return new Failure(message, { code: "not_found", retryable: false });
}
