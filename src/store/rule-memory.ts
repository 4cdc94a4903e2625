import { Failure } from "../base/failure.ts";
import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

/** What a rule saw when it was last evaluated. */
export interface RuleMemory {
  /** How often it was evaluated. */
  readonly turn: number;
  /** JSON that `alert/` reads. */
  readonly rows: string;
}

/** What a rule saw last; `null` before the first time. */
export async function recallRows(
  reader: Pick<Database, "all">,
  ruleId: number,
): Promise<RuleMemory | null> {
  const [row] = await reader.all("select turn, rows from rule_memory where rule_id = ?", [ruleId]);
  return row === undefined ? null : { turn: Number(row["turn"]), rows: String(row["rows"]) };
}

/**
 * Remembers what a rule saw, if nobody else evaluated it since its rows of a turn (`null`: none) were read. Throws
 * `conflict` otherwise.
 */
export async function rememberRows(
  session: Session,
  ruleId: number,
  { turn, rows }: { readonly turn: number | null; readonly rows: string },
): Promise<void> {
  const written =
    turn === null
      ? await session.all(
          `insert into rule_memory (rule_id, turn, rows) values (?, 1, ?)
           on conflict (rule_id) do nothing returning rule_id`,
          [ruleId, rows],
        )
      : await session.all(
          "update rule_memory set turn = turn + 1, rows = ? where rule_id = ? and turn = ? returning rule_id",
          [rows, ruleId, turn],
        );
  if (written.length > 0) return;
  const message = `Rule ${ruleId} was evaluated by somebody else at the same time; this evaluation does not count.`;
  throw new Failure(message, { code: "conflict", retryable: true });
}
