import type { EpochMs } from "../base/clock.ts";
import { boolOf, numberOf, optionalNumber, optionalText, textOf } from "./cells.ts";
import type { Row, Session } from "./session.ts";

/** What reads: a session, or the database. */
export type Reader = Pick<Session, "all">;

/** A person who may log in. */
export interface StoredUser {
  readonly id: number;
  /** What they type to log in; unique, in the form that names are compared in. */
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  /** A hash with its parameters; `null` for who comes by single sign-on only. */
  readonly password: string | null;
  /** The identity provider and the number it knows them by. */
  readonly singleSignOn: string | null;
  readonly disabled: boolean;
  readonly createdOn: EpochMs;
  readonly lastLoginOn: EpochMs | null;
}

function userOf(row: Row): StoredUser {
  return {
    id: numberOf(row, "id"),
    name: textOf(row, "name"),
    displayName: textOf(row, "display_name"),
    role: textOf(row, "role"),
    password: optionalText(row, "password"),
    singleSignOn: optionalText(row, "single_sign_on"),
    disabled: boolOf(row, "disabled"),
    createdOn: numberOf(row, "created_on"),
    lastLoginOn: optionalNumber(row, "last_login_on"),
  };
}

async function oneUser(
  reader: Reader,
  condition: string,
  value: string | number,
): Promise<StoredUser | null> {
  const [row] = await reader.all(`select * from app_user where ${condition}`, [value]);
  return row === undefined ? null : userOf(row);
}

/** The user with a number. */
export function findUser(reader: Reader, id: number): Promise<StoredUser | null> {
  return oneUser(reader, "id = ?", id);
}

/** The user with a name. */
export function findUserByName(reader: Reader, name: string): Promise<StoredUser | null> {
  return oneUser(reader, "name = ?", name);
}

/** The user whom an identity provider knows. */
export function findUserBySingleSignOn(
  reader: Reader,
  identity: string,
): Promise<StoredUser | null> {
  return oneUser(reader, "single_sign_on = ?", identity);
}

/** Everyone, by name. */
export async function listUsers(reader: Reader): Promise<readonly StoredUser[]> {
  return (await reader.all("select * from app_user order by name")).map(userOf);
}

/** Whether nobody was made yet. */
export async function hasNoUsers(reader: Reader): Promise<boolean> {
  return (await reader.all("select id from app_user limit 1")).length === 0;
}

/** Adds a user; gives their number. */
export async function insertUser(
  session: Session,
  user: Omit<StoredUser, "id" | "lastLoginOn">,
): Promise<number> {
  const [row] = await session.all(
    `insert into app_user (id, name, display_name, role, password, single_sign_on, disabled, created_on)
     values (nextval('user_number'), ?, ?, ?, ?, ?, ?, ?) returning id`,
    [
      user.name,
      user.displayName,
      user.role,
      user.password,
      user.singleSignOn,
      user.disabled,
      user.createdOn,
    ],
  );
  return numberOf(row ?? {}, "id");
}

/** Writes what can change of a user. */
export async function updateUser(session: Session, user: StoredUser): Promise<void> {
  await session.run(
    `update app_user set display_name = ?, role = ?, password = ?, single_sign_on = ?, disabled = ?, last_login_on = ?
     where id = ?`,
    [
      user.displayName,
      user.role,
      user.password,
      user.singleSignOn,
      user.disabled,
      user.lastLoginOn,
      user.id,
    ],
  );
}

/** Removes a user with their sessions and tokens. */
export async function deleteUser(session: Session, id: number): Promise<void> {
  for (const [table, column] of [
    ["login_session", "user_id"],
    ["api_token", "user_id"],
    ["app_user", "id"],
  ])
    await session.run(`delete from ${table} where ${column} = ?`, [id]);
}
