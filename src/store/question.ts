import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** A saved question; what it asks is JSON that the service reads. */
export interface StoredQuestion {
  readonly id: number;
  readonly definition: string;
  readonly version: number;
  readonly createdOn: EpochMs;
  readonly updatedOn: EpochMs;
}

function questionOf(row: Row): StoredQuestion {
  return {
    id: Number(row["id"]),
    definition: String(row["definition"]),
    version: Number(row["version"]),
    createdOn: Number(row["created_on"]),
    updatedOn: Number(row["updated_on"]),
  };
}

/** Every saved question, oldest first. */
export async function listQuestions(
  database: Pick<Database, "all">,
): Promise<readonly StoredQuestion[]> {
  return (await database.all("select * from question order by id")).map(questionOf);
}

/** Saves a new question. */
export async function addQuestion(
  session: Session,
  { definition, now }: { readonly definition: string; readonly now: EpochMs },
): Promise<StoredQuestion> {
  const [row] = await session.all(
    `insert into question (id, definition, version, created_on, updated_on)
     values (nextval('question_number'), ?, 1, ?, ?) returning *`,
    [definition, now, now],
  );
  if (row === undefined) throw new Error("the question vanished while it was saved");
  return questionOf(row);
}

/** Saves a question anew; `null` when there is none of that number. */
export async function changeQuestion(
  session: Session,
  {
    id,
    definition,
    now,
  }: { readonly id: number; readonly definition: string; readonly now: EpochMs },
): Promise<StoredQuestion | null> {
  const [row] = await session.all(
    "update question set definition = ?, version = version + 1, updated_on = ? where id = ? returning *",
    [definition, now, id],
  );
  return row === undefined ? null : questionOf(row);
}

/** Forgets a question; tells whether there was one. */
export async function removeQuestion(session: Session, id: number): Promise<boolean> {
  return (await session.all("delete from question where id = ? returning id", [id])).length > 0;
}
