import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { historyBegin } from "./horizon.ts";
import type { Session } from "./session.ts";

/** What a compaction let go. */
export interface Compacted {
  /** Closed versions of entities and relationships. */
  readonly versions: number;
  /** Lines of the feed. */
  readonly changes: number;
  /** From when on history is whole; `null` when none of it was ever let go. */
  readonly beginsOn: EpochMs | null;
}

// A version that ended at the very moment is the "before" of a change that stays.
const forgotten = [
  { table: "entity_history", what: "versions of entities", where: "end_on < ?" },
  { table: "relationship_history", what: "versions of relationships", where: "end_on < ?" },
  { table: "change", what: "changes", where: "changed_on < ?" },
] as const;

/** What goes with a compaction. */
export interface CompactHow {
  /** Told before so many of something are let go. */
  progress?(what: string, count: number): void;
  /** Done in the transaction, as its last part. */
  record?(session: Session, compacted: Compacted): Promise<void>;
  /** Nothing is let go once it aborts: the transaction is rolled back with its reason. */
  readonly signal?: AbortSignal | undefined;
}

// What runs told while they went is of use for as long as what they changed; the runs and their steps stay. So it is with
// what was told of rules; how each rule went last stays, and what waits to be delivered.
const told = [
  { table: "run_event", where: "happened_on < ?" },
  { table: "entity_tag", where: "end_on < ?" },
  {
    table: "rule_evaluation",
    where: "ended_on < ? and id not in (select max(id) from rule_evaluation group by rule_id)",
  },
  { table: "delivery", where: "state <> 'waiting' and ended_on < ?" },
] as const;

/** Who did what is kept for a year at least, in milliseconds. */
const auditKept = 366 * 86_400_000;

async function letGoOfTold(session: Session, before: EpochMs): Promise<void> {
  for (const { table, where } of told)
    await session.run(`delete from ${table} where ${where}`, [before]);
  const [audit] = await session.all("select max(happened_on) as newest from audit");
  const auditBefore = Math.min(before, Number(audit?.["newest"] ?? 0) - auditKept);
  await session.run("delete from audit where happened_on < ?", [auditBefore]);
}

/** Lets one table's past go; gives how much that was. */
async function letGoOf(
  session: Session,
  { table, what, where }: (typeof forgotten)[number],
  { before, how }: { readonly before: EpochMs; readonly how: CompactHow },
): Promise<number> {
  how.signal?.throwIfAborted();
  const sql = `select count(*) as count from ${table} where ${where}`;
  const [row] = await session.all(sql, [before]);
  const count = Number(row?.["count"] ?? 0);
  how.progress?.(what, count);
  if (count > 0) await session.run(`delete from ${table} where ${where}`, [before]);
  return count;
}

async function letGo(session: Session, before: EpochMs, how: CompactHow): Promise<Compacted> {
  const counts: number[] = [];
  for (const part of forgotten) counts.push(await letGoOf(session, part, { before, how }));
  await letGoOfTold(session, before);
  const [entities = 0, relationships = 0, changes = 0] = counts;
  const versions = entities + relationships;
  if (versions + changes > 0) {
    await session.run("delete from history_horizon");
    await session.run("insert into history_horizon values (?)", [before]);
  }
  const compacted = { versions, changes, beginsOn: await historyBegin(session) };
  await how.record?.(session, compacted);
  how.signal?.throwIfAborted();
  return compacted;
}

/**
 * Forgets what was over before a moment, in one transaction. The graph as of that moment and of every later one stays
 * what it was; an earlier one is refused from then on.
 */
export async function compactHistory(
  database: Database,
  before: EpochMs,
  how: CompactHow = {},
): Promise<Compacted> {
  const work = (session: Session): Promise<Compacted> => letGo(session, before, how);
  const compacted = await database.transaction(work, how.signal);
  // Readers at work may refuse it, and then a later one does it.
  for (const statement of database.dialect.afterChange)
    await database.run(statement).catch(() => undefined);
  return compacted;
}
