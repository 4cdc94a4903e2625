import type { EpochMs } from "../base/clock.ts";
import type { PropertyChange } from "../graph/change.ts";
import type { Properties } from "../graph/entity.ts";
import {
  differences,
  entityNames,
  relationshipKeySql,
  type VolatileNames,
  volatileNames,
} from "./change-row.ts";
import type { Database } from "./database.ts";
import { historyBegin } from "./horizon.ts";
import type { Row, Session } from "./session.ts";
import { readProperties, readTexts } from "./stored.ts";

/** An object as it was for a while. */
interface ObjectVersion {
  /** 1 for the first one after the object came, or came back. */
  readonly version: number;
  readonly type: string;
  readonly classes: readonly string[];
  readonly displayName: string;
  readonly beginOn: EpochMs;
  /** `null` for the present version. */
  readonly endOn: EpochMs | null;
  /** The run that wrote it. */
  readonly run: number;
  /** The run that ended it. */
  readonly endRun: number | null;
  /** Whether it ended because the object was gone. */
  readonly deleted: boolean;
  readonly properties: Properties;
  /** What differs from the version before; nothing for the first. */
  readonly changed: Readonly<Record<string, PropertyChange>>;
}

/** All versions of one entity or relationship, oldest first. */
export interface ObjectLife {
  readonly kind: "entity" | "relationship";
  readonly key: string;
  readonly instance: number;
  /** Earlier versions are not kept; `null` when all are. */
  readonly historyBeginsOn: EpochMs | null;
  readonly versions: readonly ObjectVersion[];
}

/** Whose life to tell. */
export interface LifeInput {
  readonly key: string;
  /** Only in this instance's part of the graph; in all when absent. */
  readonly instanceId?: number | undefined;
}

const ended = `
  select v.*, r.id as end_run from version v
  left join run r on r.instance_id = v.instance_id and r.observed_on = v.end_on`;

const entityColumns =
  "instance_id, key, type, classes, display_name, properties, version, begin_on, run_id";

const entitySql = `
  with version as (
    select 'entity' as kind, ${entityColumns}, null as end_on, false as deleted from entity where key = ?
    union all
    select 'entity', ${entityColumns}, end_on, deleted from entity_history where key = ?)
  ${ended} order by instance_id, begin_on`;

const edgeColumns =
  "instance_id, type, verb, from_id, to_id, properties, version, begin_on, run_id";

// Keys may hold any character: an end is any entity whose key stands at that end of the text.
const relationshipSql = `
  with name as ${entityNames},
  one as (select * from name where starts_with(?, key || '|')),
  other as (select * from name where right(?, length(key) + 1) = '|' || key),
  edge as (
    select ${edgeColumns}, null as end_on, false as deleted from relationship
    union all
    select ${edgeColumns}, end_on, deleted from relationship_history),
  named as (
    select e.*, f.key as from_key, t.key as to_key, f.display_name as from_name, t.display_name as to_name
    from edge e join one f on f.id = e.from_id join other t on t.id = e.to_id),
  version as (
    select 'relationship' as kind, instance_id, ${relationshipKeySql} as key, type, array[verb] as classes,
      from_name || ' ' || verb || ' ' || to_name as display_name, properties, version, begin_on, run_id, end_on, deleted
    from named where ${relationshipKeySql} = ?)
  ${ended} order by instance_id, type, begin_on`;

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function versionOf(row: Row, before: Row | undefined, volatile: VolatileNames): ObjectVersion {
  const content = (of: Row) => ({
    type: String(of["type"]),
    classes: readTexts(of["classes"]),
    properties: of["properties"],
  });
  const follows = before !== undefined && before["deleted"] !== true;
  return {
    version: Number(row["version"]),
    type: String(row["type"]),
    classes: readTexts(row["classes"]),
    displayName: String(row["display_name"]),
    beginOn: Number(row["begin_on"]),
    endOn: numberOrNull(row["end_on"]),
    run: Number(row["run_id"]),
    endRun: numberOrNull(row["end_run"]),
    deleted: row["deleted"] === true,
    properties: readProperties(row["properties"]),
    changed: follows ? differences(content(before), content(row), volatile) : {},
  };
}

interface Told {
  readonly volatile: VolatileNames;
  readonly historyBeginsOn: EpochMs | null;
}

function lifeOf(rows: readonly Row[], { volatile, historyBeginsOn }: Told): ObjectLife[] {
  const [first] = rows;
  if (first === undefined) return [];
  const life: ObjectLife = {
    kind: first["kind"] === "relationship" ? "relationship" : "entity",
    key: String(first["key"]),
    instance: Number(first["instance_id"]),
    historyBeginsOn,
    versions: rows.map((row, at) => versionOf(row, rows[at - 1], volatile)),
  };
  return [life];
}

/** An entity may change its type; relationships of another type are others. */
function ownerOf(row: Row): string {
  const type = row["kind"] === "relationship" ? String(row["type"]) : "";
  return `${String(row["instance_id"])} ${type}`;
}

async function livesOf(
  session: Session,
  { key, instanceId }: LifeInput,
): Promise<readonly ObjectLife[]> {
  const told = {
    volatile: await volatileNames(session),
    historyBeginsOn: await historyBegin(session),
  };
  const rows = [
    ...(await session.all(entitySql, [key, key])),
    ...(await session.all(relationshipSql, [key, key, key])),
  ];
  const seen = rows.filter(
    (row) => instanceId === undefined || Number(row["instance_id"]) === instanceId,
  );
  const byOwner = Map.groupBy(seen, (row) => `${String(row["kind"])} ${ownerOf(row)}`);
  return [...byOwner.values()].flatMap((life) => lifeOf(life, told));
}

/** The lives of the objects with a key: one, unless several tenants have the same. */
export function readLives(database: Database, asked: LifeInput): Promise<readonly ObjectLife[]> {
  return database.reading((session) => livesOf(session, asked));
}
