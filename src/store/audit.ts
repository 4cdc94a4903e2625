import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** What somebody did, and when. */
export interface AuditRecord {
  readonly happenedOn: EpochMs;
  readonly callerKind: string;
  readonly callerId: number | null;
  readonly callerName: string;
  readonly verb: string;
  /** What it was done to, such as `instance 3`. */
  readonly object: string;
  readonly details: object;
}

/** A record with its number: later ones have higher numbers. */
export interface NumberedAudit extends AuditRecord {
  readonly id: number;
}

/** Writes a record in the transaction of what it tells of. */
export async function writeAudit(session: Session, record: AuditRecord): Promise<void> {
  await session.run(
    `insert into audit (id, happened_on, caller_kind, caller_id, caller_name, verb, object, details)
     values (nextval('audit_number'), ?, ?, ?, ?, ?, ?, ?)`,
    [
      record.happenedOn,
      record.callerKind,
      record.callerId,
      record.callerName,
      record.verb,
      record.object,
      JSON.stringify(record.details),
    ],
  );
}

function recordOf(row: Row): NumberedAudit {
  const caller = row["caller_id"];
  const details: unknown = JSON.parse(String(row["details"]));
  return {
    id: Number(row["id"]),
    happenedOn: Number(row["happened_on"]),
    callerKind: String(row["caller_kind"]),
    callerId: typeof caller === "number" ? caller : null,
    callerName: String(row["caller_name"]),
    verb: String(row["verb"]),
    object: String(row["object"]),
    details: typeof details === "object" && details !== null ? details : {},
  };
}

/** Which records to read. */
interface AuditRequest {
  readonly before: number | null;
  /** What the caller, the verb or the object must contain, whatever its case; empty for all. */
  readonly find: string;
  readonly limit: number;
}

/** Records before one, latest first. */
export async function listAudit(
  database: Database,
  { before, find, limit }: AuditRequest,
): Promise<readonly NumberedAudit[]> {
  const pattern = `%${find.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;
  const rows = await database.all(
    `select * from audit
     where id < ? and lower(caller_name || ' ' || verb || ' ' || object) like ? escape '\\'
     order by id desc limit ${Math.trunc(limit)}`,
    [before ?? Number.MAX_SAFE_INTEGER, pattern],
  );
  return rows.map(recordOf);
}
