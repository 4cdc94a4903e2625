import { type Joiner, joinHere, type JoinStart, type Merges } from "./edge-join.ts";
import { EdgeInlet } from "./edge-inlet.ts";
import type { Intake } from "./intake.ts";
import type { Row, Session } from "./session.ts";
import { stageTables } from "./stage-table.ts";
import type { StagingArea } from "./staging-area.ts";
import { betweenFields, betweenRows } from "./text-writer.ts";
import type { Volatile } from "./volatile.ts";

/** What settling works on. */
export interface Settling {
  readonly area: StagingArea;
  readonly intake: Intake;
  readonly merge: Merges;
  readonly volatile: Volatile;
  /** Who joins many; in this thread when absent. */
  readonly joinAside?: ((start: JoinStart) => Joiner) | undefined;
  /** Of the area, at work on nothing else. */
  readonly session: Session;
  readonly atOnce?: AtOnce;
}

/** How much is worked on at once: more would take more memory than a run has. */
interface AtOnce {
  /** Edges, by numbers alone. */
  readonly grouped: number;
  /** Groups of repeated edges, with their content. */
  readonly joined: number;
}

const usually: AtOnce = { grouped: 3_000_000, joined: 250_000 };

const noneRepeated =
  "create temp table repeated (type_n integer, from_n integer, to_n integer, first integer)";

/** Conditions on a column of numbers, of which each row meets one. */
function partsOf(column: string, rows: number, atOnce: number): readonly string[] {
  const parts = Math.max(1, Math.ceil(rows / atOnce));
  return Array.from({ length: parts }, (_, part) => `abs(${column}) % ${parts} = ${part}`);
}

// By numbers alone, which is cheap for millions of edges; content is looked at only where ends repeat.
const findRepeated = (part: string): string => `
  insert into repeated
  select s.type_n, s.from_n, s.to_n, min(s.seq)
  from stage_relationship s join stage_type y on y.n = s.type_n
  where y.type in (select unnest(?::text[])) and ${part}
  group by s.type_n, s.from_n, s.to_n having count(*) > 1`;

const repeatedTypes = `
  select y.type, count(*) as count from repeated r join stage_type y on y.n = r.type_n group by y.type`;

const repeatedRows = `
  from stage_relationship s
  join repeated r on r.type_n = s.type_n and r.from_n = s.from_n and r.to_n = s.to_n
  join stage_type y on y.n = s.type_n`;

const findSurplus = `
  create temp table surplus as
  select s.seq ${repeatedRows} where s.seq <> r.first or y.type in (select unnest(?::text[]))`;

const countConflicts = `
  select type, count(*) as count from (
    select y.type ${repeatedRows} where y.type not in (select unnest(?::text[]))
    group by y.type, s.type_n, s.from_n, s.to_n
    having count(distinct md5(s.lasting || s.volatile)) > 1) differing
  group by type`;

// Fields between `betweenFields`.
const joinable = (part: string): string => `
  select concat_ws(chr(${betweenFields.charCodeAt(0)}), s.type_n, s.from_n, s.to_n, s.lasting || s.volatile) as row ${repeatedRows}
  where y.type in (select unnest(?::text[])) and ${part}
  order by s.type_n, s.from_n, s.to_n, s.seq`;

const repeatedEntities = `
  select count(*) as count from (select n from stage_entity group by n having count(*) > 1) again`;

const findSurplusEntities = `
  create temp table surplus as
  select s.seq from stage_entity s
  join (select n, min(seq) as first from stage_entity group by n having count(*) > 1) r on r.n = s.n
  where s.seq <> r.first`;

const countEntityConflicts = `
  select f.type, count(distinct s.n) as count
  from stage_entity s
  join (select n, min(seq) as first from stage_entity group by n having count(*) > 1) r on r.n = s.n
  join stage_entity f on f.seq = r.first
  where s.type <> f.type or s.classes <> f.classes or s.lasting <> f.lasting or s.volatile <> f.volatile
  group by f.type`;

function countsOf(rows: readonly Row[]): Map<string, number> {
  return new Map(rows.map((row) => [String(row["type"]), Number(row["count"])]));
}

/** How many groups there are to join. */
function joinableOf({ merge }: Settling, repeated: ReadonlyMap<string, number>): number {
  let groups = 0;
  for (const [type, count] of repeated) if (merge.has(type)) groups += count;
  return groups;
}

// With fewer, starting a thread takes longer than joining them.
const worthAside = 20_000;

/** The rows to join, as a `Joiner` takes them. */
async function* rowsToJoin(
  { merge, session, atOnce = usually }: Settling,
  groups: number,
): AsyncGenerator<string> {
  for (const part of partsOf("r.from_n", groups, atOnce.joined)) {
    for await (const rows of session.batches(joinable(part), [[...merge.keys()]]))
      yield rows.map(({ row }) => String(row)).join(betweenRows);
  }
}

/** The joined edges; the next rows are read while some are joined. */
async function* joinedEdges(
  joiner: Joiner,
  rows: AsyncIterable<string>,
): AsyncGenerator<Uint8Array> {
  let joining: Promise<Uint8Array> | null = null;
  for await (const some of rows) {
    const before = joining;
    joining = joiner.join(some);
    // Met by the next turn; until then it must not count as unhandled.
    joining.catch(() => undefined);
    if (before !== null) yield await before;
  }
  if (joining !== null) yield await joining;
  yield await joiner.end();
}

/** Joins repeated edges, and stages one for each group. */
async function join(settling: Settling, groups: number): Promise<void> {
  const { area, intake, merge, volatile, joinAside } = settling;
  const start = { types: intake.relationshipTypes(), volatile, first: intake.reserve(groups) };
  const isAside = joinAside !== undefined && groups >= worthAside;
  const joiner = isAside ? joinAside(start) : joinHere(start, merge);
  const inlet = new EdgeInlet(area);
  try {
    for await (const text of joinedEdges(joiner, rowsToJoin(settling, groups)))
      await inlet.add(text);
    await inlet.flush();
  } finally {
    await joiner.close();
  }
}

/** How many groups differ that are not joined, by type. */
async function conflictsOf(
  { merge, session }: Settling,
  repeated: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  // All content would be read to learn that there is nothing to compare.
  if ([...repeated.keys()].every((type) => merge.has(type))) return new Map();
  return countsOf(await session.all(countConflicts, [[...merge.keys()]]));
}

/**
 * Leaves each staged edge of these types once: evidence of joinable types is joined, of any others the first stays.
 * Gives the number of those others that differ, by type.
 */
export async function settleRelationships(
  settling: Settling,
  types: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { area, intake, merge, session, atOnce = usually } = settling;
  const joined = [...merge.keys()];
  await session.run("drop table if exists repeated");
  await session.run(noneRepeated);
  for (const part of partsOf("s.from_n", intake.counts().relationships, atOnce.grouped))
    await session.run(findRepeated(part), [types]);
  const repeated = countsOf(await session.all(repeatedTypes));
  if (repeated.size === 0) return new Map();
  const conflicts = await conflictsOf(settling, repeated);
  await session.run("drop table if exists surplus");
  await session.run(findSurplus, [joined]);
  const groups = joinableOf(settling, repeated);
  if (groups > 0) await join(settling, groups);
  await area.remove(session, stageTables.relationships, {
    where: "seq in (select seq from surplus)",
  });
  return conflicts;
}

/** Leaves each staged entity once: the first. Gives the number of those that differ, by type. */
export async function settleEntities(
  area: StagingArea,
  session: Session,
): Promise<ReadonlyMap<string, number>> {
  const [row] = await session.all(repeatedEntities);
  if (row?.["count"] === 0) return new Map();
  const conflicts = countsOf(await session.all(countEntityConflicts));
  await session.run("drop table if exists surplus");
  await session.run(findSurplusEntities);
  await area.remove(session, stageTables.entities, {
    where: "seq in (select seq from surplus)",
  });
  return conflicts;
}
