import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** How one evaluation of a rule went. */
export interface StoredEvaluation {
  readonly id: number;
  readonly ruleId: number;
  /** What it was evaluated for, such as `run 12`. */
  readonly cause: string;
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs;
  readonly outcome: string;
  readonly total: number;
  readonly added: number;
  readonly removed: number;
  readonly still: number;
  readonly errorCode: string | null;
  readonly note: string | null;
}

function textOrNull(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === "string" ? value : null;
}

function evaluationOf(row: Row): StoredEvaluation {
  return {
    id: Number(row["id"]),
    ruleId: Number(row["rule_id"]),
    cause: String(row["cause"]),
    startedOn: Number(row["started_on"]),
    endedOn: Number(row["ended_on"]),
    outcome: String(row["outcome"]),
    total: Number(row["total"]),
    added: Number(row["added"]),
    removed: Number(row["removed"]),
    still: Number(row["still"]),
    errorCode: textOrNull(row, "error_code"),
    note: textOrNull(row, "note"),
  };
}

/** Keeps how an evaluation went. */
export async function addEvaluation(
  session: Session,
  told: Omit<StoredEvaluation, "id">,
): Promise<void> {
  await session.run(
    `insert into rule_evaluation (id, rule_id, cause, started_on, ended_on, outcome, total, added, removed, still,
       error_code, note)
     values (nextval('evaluation_number'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      told.ruleId,
      told.cause,
      told.startedOn,
      told.endedOn,
      told.outcome,
      told.total,
      told.added,
      told.removed,
      told.still,
      told.errorCode,
      told.note,
    ],
  );
}

/** A rule's evaluations before one, latest first. */
export async function listEvaluations(
  database: Pick<Database, "all">,
  asked: { readonly ruleId: number; readonly before: number | null; readonly limit: number },
): Promise<readonly StoredEvaluation[]> {
  const rows = await database.all(
    `select * from rule_evaluation where rule_id = ? and id < ? order by id desc limit ${Math.trunc(asked.limit)}`,
    [asked.ruleId, asked.before ?? Number.MAX_SAFE_INTEGER],
  );
  return rows.map(evaluationOf);
}

/** The last evaluation of every rule. */
export async function lastEvaluations(
  database: Pick<Database, "all">,
): Promise<ReadonlyMap<number, StoredEvaluation>> {
  const rows = await database.all(
    "select * from rule_evaluation where id in (select max(id) from rule_evaluation group by rule_id)",
  );
  return new Map(rows.map((row) => [Number(row["rule_id"]), evaluationOf(row)]));
}
