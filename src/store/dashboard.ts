import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** A board that someone made; its tiles are JSON that the service reads. */
export interface StoredDashboard {
  readonly id: number;
  readonly definition: string;
  readonly version: number;
  readonly createdOn: EpochMs;
  readonly updatedOn: EpochMs;
}

function dashboardOf(row: Row): StoredDashboard {
  return {
    id: Number(row["id"]),
    definition: String(row["definition"]),
    version: Number(row["version"]),
    createdOn: Number(row["created_on"]),
    updatedOn: Number(row["updated_on"]),
  };
}

/** Every board, oldest first. */
export async function listDashboards(
  reader: Pick<Database, "all">,
): Promise<readonly StoredDashboard[]> {
  return (await reader.all("select * from dashboard order by id")).map(dashboardOf);
}

/** One board; `null` when there is none of that number. */
export async function readDashboard(
  reader: Pick<Database, "all">,
  id: number,
): Promise<StoredDashboard | null> {
  const [row] = await reader.all("select * from dashboard where id = ?", [id]);
  return row === undefined ? null : dashboardOf(row);
}

/** Saves a new board. */
export async function addDashboard(
  session: Session,
  { definition, now }: { readonly definition: string; readonly now: EpochMs },
): Promise<StoredDashboard> {
  const [row] = await session.all(
    `insert into dashboard (id, definition, version, created_on, updated_on)
     values (nextval('dashboard_number'), ?, 1, ?, ?) returning *`,
    [definition, now, now],
  );
  if (row === undefined) throw new Error("the board vanished while it was saved");
  return dashboardOf(row);
}

/** A board in place of what it was. */
interface Replacement {
  readonly id: number;
  /** The version that it replaces. */
  readonly version: number;
  readonly definition: string;
  readonly now: EpochMs;
}

/** Saves a board anew; `null` when it is not of that version any more. */
export async function changeDashboard(
  session: Session,
  { id, version, definition, now }: Replacement,
): Promise<StoredDashboard | null> {
  const [row] = await session.all(
    `update dashboard set definition = ?, version = version + 1, updated_on = ?
     where id = ? and version = ? returning *`,
    [definition, now, id, version],
  );
  return row === undefined ? null : dashboardOf(row);
}

/** Forgets a board; gives what it was. */
export async function removeDashboard(
  session: Session,
  id: number,
): Promise<StoredDashboard | null> {
  const [row] = await session.all("delete from dashboard where id = ? returning *", [id]);
  return row === undefined ? null : dashboardOf(row);
}
