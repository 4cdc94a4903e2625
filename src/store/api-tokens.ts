import type { EpochMs } from "../base/clock.ts";
import { numberOf, optionalNumber, textOf } from "./cells.ts";
import type { Row, Session } from "./session.ts";
import type { Reader } from "./users.ts";

/** What a program shows to be let in. */
export interface StoredToken {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  /** The only instance it is for; `null` for all. */
  readonly instanceId: number | null;
  /** Whose it is; `null` for one that was made on the machine itself. */
  readonly userId: number | null;
  readonly createdOn: EpochMs;
  readonly endsOn: EpochMs | null;
  readonly usedOn: EpochMs | null;
}

function tokenOf(row: Row): StoredToken {
  return {
    id: numberOf(row, "id"),
    name: textOf(row, "name"),
    role: textOf(row, "role"),
    instanceId: optionalNumber(row, "instance_id"),
    userId: optionalNumber(row, "user_id"),
    createdOn: numberOf(row, "created_on"),
    endsOn: optionalNumber(row, "ends_on"),
    usedOn: optionalNumber(row, "used_on"),
  };
}

/** The token with a hash. */
export async function findToken(reader: Reader, tokenHash: string): Promise<StoredToken | null> {
  const [row] = await reader.all("select * from api_token where token_hash = ?", [tokenHash]);
  return row === undefined ? null : tokenOf(row);
}

/** The token with a number. */
export async function findTokenById(reader: Reader, id: number): Promise<StoredToken | null> {
  const [row] = await reader.all("select * from api_token where id = ?", [id]);
  return row === undefined ? null : tokenOf(row);
}

/** The tokens of one user, or all, latest first. */
export async function listTokens(
  reader: Reader,
  userId: number | null,
): Promise<readonly StoredToken[]> {
  const rows =
    userId === null
      ? await reader.all("select * from api_token order by id desc")
      : await reader.all("select * from api_token where user_id = ? order by id desc", [userId]);
  return rows.map(tokenOf);
}

/** Adds a token; gives its number. */
export async function insertToken(
  session: Session,
  tokenHash: string,
  token: Omit<StoredToken, "id" | "usedOn">,
): Promise<number> {
  const [row] = await session.all(
    `insert into api_token (token_hash, id, name, role, instance_id, user_id, created_on, ends_on)
     values (?, nextval('token_number'), ?, ?, ?, ?, ?, ?) returning id`,
    [
      tokenHash,
      token.name,
      token.role,
      token.instanceId,
      token.userId,
      token.createdOn,
      token.endsOn,
    ],
  );
  return numberOf(row ?? {}, "id");
}

/** Notes that a token was used. */
export async function touchToken(
  session: Pick<Session, "run">,
  id: number,
  now: EpochMs,
): Promise<void> {
  await session.run("update api_token set used_on = ? where id = ?", [now, id]);
}

/** Takes a token away. */
export async function deleteToken(session: Session, id: number): Promise<void> {
  await session.run("delete from api_token where id = ?", [id]);
}
