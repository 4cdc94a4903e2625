import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** A rule; what it says is JSON that `alert/` reads. */
export interface StoredRule {
  readonly id: number;
  /** Its name in the pack that it came from. */
  readonly pack: string | null;
  readonly enabled: boolean;
  readonly definition: string;
  readonly version: number;
  readonly createdOn: EpochMs;
  readonly updatedOn: EpochMs;
  /** When it is to be evaluated next; `null` when runs or people decide. */
  readonly nextOn: EpochMs | null;
}

function ruleOf(row: Row): StoredRule {
  const { pack, next_on: next } = row;
  return {
    id: Number(row["id"]),
    pack: typeof pack === "string" ? pack : null,
    enabled: row["enabled"] === true,
    definition: String(row["definition"]),
    version: Number(row["version"]),
    createdOn: Number(row["created_on"]),
    updatedOn: Number(row["updated_on"]),
    nextOn: typeof next === "number" ? next : null,
  };
}

type Reader = Pick<Database, "all">;

/** Every rule, oldest first. */
export async function listRules(reader: Reader): Promise<readonly StoredRule[]> {
  return (await reader.all("select * from rule order by id")).map(ruleOf);
}

/** A rule; `null` when there is none of that number. */
export async function findRule(reader: Reader, id: number): Promise<StoredRule | null> {
  const [row] = await reader.all("select * from rule where id = ?", [id]);
  return row === undefined ? null : ruleOf(row);
}

/** What a rule is to be. */
export interface RuleWanted {
  readonly enabled: boolean;
  readonly definition: string;
  readonly nextOn: EpochMs | null;
  readonly now: EpochMs;
}

/** Saves a new rule. */
export async function addRule(
  session: Session,
  { pack, enabled, definition, nextOn, now }: RuleWanted & { readonly pack: string | null },
): Promise<StoredRule> {
  const [row] = await session.all(
    `insert into rule (id, pack, enabled, definition, version, created_on, updated_on, next_on)
     values (nextval('rule_number'), ?, ?, ?, 1, ?, ?, ?) returning *`,
    [pack, enabled, definition, now, now, nextOn],
  );
  if (row === undefined) throw new Error("the rule vanished while it was saved");
  return ruleOf(row);
}

/** Saves a rule anew; `null` when there is none of that number. */
export async function changeRule(
  session: Session,
  id: number,
  { enabled, definition, nextOn, now }: RuleWanted,
): Promise<StoredRule | null> {
  const [row] = await session.all(
    `update rule set enabled = ?, definition = ?, next_on = ?, version = version + 1, updated_on = ?
     where id = ? returning *`,
    [enabled, definition, nextOn, now, id],
  );
  return row === undefined ? null : ruleOf(row);
}

/** Says when a rule is to be evaluated next; `null` when runs or people decide. */
export async function planRule(
  session: Session,
  id: number,
  nextOn: EpochMs | null,
): Promise<void> {
  await session.run("update rule set next_on = ? where id = ?", [nextOn, id]);
}

/** Forgets what a rule saw last: the next evaluation is like the first one. */
export async function forgetRows(session: Session, id: number): Promise<void> {
  await session.run("delete from rule_memory where rule_id = ?", [id]);
}

/** Forgets a rule with what it remembers; its alerts and their history stay. Tells whether there was one. */
export async function removeRule(session: Session, id: number): Promise<boolean> {
  await forgetRows(session, id);
  return (await session.all("delete from rule where id = ? returning id", [id])).length > 0;
}
