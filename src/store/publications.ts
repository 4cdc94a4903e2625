import type { EpochMs } from "../base/clock.ts";
import { numberOf, optionalNumber, optionalText, textOf } from "./cells.ts";
import { isReading } from "./run-request.ts";
import type { Row, Session } from "./session.ts";

type Reader = Pick<Session, "all">;
type Writer = Pick<Session, "run">;

/** How a publication stands. `interrupted` ones can go on where they were. */
export type PublicationState = "running" | "interrupted" | "finished" | "failed";

/** One publication of an instance's graph to somewhere else. */
export interface StoredPublication {
  readonly id: number;
  readonly instanceId: number;
  /** Where to. */
  readonly target: string;
  /** The moment whose graph it is. */
  readonly asOf: EpochMs;
  readonly state: string;
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs | null;
  readonly jobId: string | null;
  /** How many objects the other side has taken. */
  readonly objects: number;
  /** What came of it: counts, or why it failed. */
  readonly report: string | null;
}

function publicationOf(row: Row): StoredPublication {
  return {
    id: numberOf(row, "id"),
    instanceId: numberOf(row, "instance_id"),
    target: textOf(row, "target"),
    asOf: numberOf(row, "as_of"),
    state: textOf(row, "state"),
    startedOn: numberOf(row, "started_on"),
    endedOn: optionalNumber(row, "ended_on"),
    jobId: optionalText(row, "job_id"),
    objects: numberOf(row, "objects"),
    report: optionalText(row, "report"),
  };
}

/** Notes that a publication begins; gives its number. */
export async function beginPublication(
  reader: Reader,
  begun: Pick<StoredPublication, "instanceId" | "target" | "asOf" | "startedOn">,
): Promise<number> {
  const [row] = await reader.all(
    `insert into publication (id, instance_id, target, as_of, state, started_on, objects)
     values (nextval('publication_number'), ?, ?, ?, 'running', ?, 0) returning id`,
    [begun.instanceId, begun.target, begun.asOf, begun.startedOn],
  );
  return numberOf(row ?? {}, "id");
}

/** Notes how far it came. */
export async function notePublication(
  writer: Writer,
  id: number,
  far: { readonly jobId: string; readonly objects: number },
): Promise<void> {
  await writer.run(
    "update publication set job_id = ?, objects = ?, state = 'running' where id = ?",
    [far.jobId, far.objects, id],
  );
}

/** Notes how it ended. */
export async function endPublication(
  writer: Writer,
  id: number,
  end: { readonly state: PublicationState; readonly endedOn: EpochMs; readonly report: string },
): Promise<void> {
  await writer.run("update publication set state = ?, ended_on = ?, report = ? where id = ?", [
    end.state,
    end.endedOn,
    end.report,
    id,
  ]);
}

/** The latest publication of an instance to a target; `null` before the first. */
export async function lastPublication(
  reader: Reader,
  { instanceId, target }: Pick<StoredPublication, "instanceId" | "target">,
): Promise<StoredPublication | null> {
  const [row] = await reader.all(
    "select * from publication where instance_id = ? and target = ? order by id desc limit 1",
    [instanceId, target],
  );
  return row === undefined ? null : publicationOf(row);
}

/** Publications before one, latest first. */
export async function listPublications(
  reader: Reader,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly StoredPublication[]> {
  const rows = await reader.all(
    `select * from publication where id < ? order by id desc limit ${Math.trunc(limit)}`,
    [before ?? Number.MAX_SAFE_INTEGER],
  );
  return rows.map(publicationOf);
}

/** The report of the last run that read an instance and was applied, as JSON; `null` before the first. */
export async function lastRunReport(reader: Reader, instanceId: number): Promise<string | null> {
  const [row] = await reader.all(
    `select report from run where instance_id = ? and report is not null and ${isReading("run")} order by id desc limit 1`,
    [instanceId],
  );
  return row === undefined ? null : optionalText(row, "report");
}
