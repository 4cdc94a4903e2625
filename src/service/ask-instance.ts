import { checkText } from "../j1ql/analyse.ts";
import type { Parameters } from "../j1ql/parameters.ts";
import type { Cell } from "../j1ql/result.ts";
import { runQuery } from "../store/query.ts";
import type { DeskParts } from "./desk-parts.ts";

/** A row of an answer. */
export type AnswerRow = Readonly<Record<string, Cell>>;

/** One of our own questions about one tenant's graph. */
export interface OwnQuestion {
  readonly instanceId: number;
  /** J1QL that returns a table. */
  readonly text: string;
  readonly parameters?: Parameters;
}

/** The rows that answer it. */
export async function askInstance(
  { database, world }: DeskParts,
  { instanceId, text, parameters = {} }: OwnQuestion,
): Promise<readonly AnswerRow[]> {
  const { plan, problems } = checkText(text, { parameters });
  if (plan === null)
    throw new TypeError(`A question of our own is wrong: ${problems[0]?.message ?? text}`);
  const result = await runQuery(database, plan, { now: world.clock.now(), instanceId });
  return result.type === "table" ? result.data : [];
}

/** A column's text; empty where it has none. */
export function cellText(row: AnswerRow, name: string): string {
  const cell = row[name];
  return typeof cell === "string" ? cell : "";
}
