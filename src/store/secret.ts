import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

/** A secret as it rests: sealed, for one owner. */
export interface SealedSecret {
  /** Whose it is, such as `instance:3`. */
  readonly owner: string;
  /** Tells which key sealed it. */
  readonly keyId: string;
  readonly sealed: string;
  readonly sealedOn: EpochMs;
}

/** Keeps a sealed secret in place of its owner's earlier one. */
export async function writeSecret(session: Session, secret: SealedSecret): Promise<void> {
  await session.run(
    `insert into secret (owner, key_id, sealed, sealed_on) values (?, ?, ?, ?)
     on conflict (owner) do update set key_id = excluded.key_id, sealed = excluded.sealed, sealed_on = excluded.sealed_on`,
    [secret.owner, secret.keyId, secret.sealed, secret.sealedOn],
  );
}

/** The sealed secret of an owner; `null` where there is none. */
export async function readSecret(
  on: Pick<Database | Session, "all">,
  owner: string,
): Promise<SealedSecret | null> {
  const rows = await on.all("select * from secret where owner = ?", [owner]);
  return rows.map(secretOf)[0] ?? null;
}

/** All sealed secrets. */
export async function listSecrets(session: Session): Promise<readonly SealedSecret[]> {
  return (await session.all("select * from secret order by owner")).map(secretOf);
}

/** Forgets the secret of an owner. */
export async function dropSecret(session: Session, owner: string): Promise<void> {
  await session.run("delete from secret where owner = ?", [owner]);
}

function secretOf(row: Readonly<Record<string, unknown>>): SealedSecret {
  return {
    owner: String(row["owner"]),
    keyId: String(row["key_id"]),
    sealed: String(row["sealed"]),
    sealedOn: Number(row["sealed_on"]),
  };
}
