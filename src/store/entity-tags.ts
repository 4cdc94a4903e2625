import type { EpochMs } from "../base/clock.ts";
import type { Properties } from "../graph/entity.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** A tag that a rule gives an entity. It is the rule's, not the provider's: runs neither see nor change it. */
export interface EntityTag {
  readonly instanceId: number;
  readonly entityKey: string;
  /** Without `tag.` before it. */
  readonly name: string;
  readonly value: string | number | boolean;
}

type Reader = Pick<Database, "all">;

function valueOf(text: unknown): EntityTag["value"] {
  const value: unknown = JSON.parse(String(text));
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

function tagOf(row: Row): EntityTag {
  return {
    instanceId: Number(row["instance_id"]),
    entityKey: String(row["entity_key"]),
    name: String(row["name"]),
    value: valueOf(row["value"]),
  };
}

/** The tags that a rule has given and not taken away. */
export async function listRuleTags(reader: Reader, ruleId: number): Promise<readonly EntityTag[]> {
  const rows = await reader.all(
    "select * from entity_tag where rule_id = ? and end_on is null order by entity_key, name",
    [ruleId],
  );
  return rows.map(tagOf);
}

// A statement for each tag would take seconds for thousands.
const atOnce = 500;

function* some<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += atOnce) yield items.slice(at, at + atOnce);
}

/** Who gives or takes tags, and when. */
interface Tagging {
  readonly ruleId: number;
  readonly now: EpochMs;
}

/** Gives entities tags. */
export async function addTags(
  session: Session,
  { ruleId, now }: Tagging,
  tags: readonly EntityTag[],
): Promise<void> {
  for (const part of some(tags)) {
    const places = part.map(() => "(?, ?, ?, ?, ?, ?)").join(", ");
    const values = part.flatMap(({ instanceId, entityKey, name, value }) => [
      ruleId,
      instanceId,
      entityKey,
      name,
      JSON.stringify(value),
      now,
    ]);
    await session.run(
      `insert into entity_tag (rule_id, instance_id, entity_key, name, value, begin_on) values ${places}`,
      values,
    );
  }
}

/** Takes tags away that a rule has given; as of earlier moments they stay. */
export async function endTags(
  session: Session,
  { ruleId, now }: Tagging,
  tags: readonly EntityTag[],
): Promise<void> {
  const alike = Map.groupBy(tags, ({ instanceId, name, value }) =>
    JSON.stringify([instanceId, name, value]),
  );
  for (const group of alike.values()) {
    for (const part of some(group)) {
      const [first] = part;
      if (first === undefined) continue;
      await session.run(
        `update entity_tag set end_on = ? where rule_id = ? and end_on is null and instance_id = ? and name = ?
         and value = ? and entity_key in (${part.map(() => "?").join(", ")})`,
        [
          now,
          ruleId,
          first.instanceId,
          first.name,
          JSON.stringify(first.value),
          ...part.map(({ entityKey }) => entityKey),
        ],
      );
    }
  }
}

/** Takes away all that a rule has given. */
export async function endRuleTags(session: Session, { ruleId, now }: Tagging): Promise<void> {
  await session.run("update entity_tag set end_on = ? where rule_id = ? and end_on is null", [
    now,
    ruleId,
  ]);
}

/** The names of all tags that rules ever gave, without `tag.`. */
export async function listTagNames(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.all("select distinct name from entity_tag order by name");
  return rows.map((row) => String(row["name"]));
}

/** Tags as properties by instance and key of the entity, at a moment or now. */
export class TagBook {
  readonly #tags = new Map<string, Properties>();

  constructor(tags: readonly EntityTag[]) {
    for (const { instanceId, entityKey, name, value } of tags) {
      const place = `${instanceId}|${entityKey}`;
      this.#tags.set(place, { ...this.#tags.get(place), [`tag.${name}`]: value });
    }
  }

  /** An entity's properties with the tags that rules have given it. */
  tagged(instanceId: number, entityKey: string, properties: Properties): Properties {
    return { ...properties, ...this.#tags.get(`${instanceId}|${entityKey}`) };
  }
}

/** The tags of all entities, or of those with a key, as they are or were at a moment. */
export async function readTags(
  session: Session,
  { asOf, key }: { readonly asOf?: EpochMs | undefined; readonly key?: string | undefined },
): Promise<TagBook> {
  const [alive, moments] =
    asOf === undefined
      ? ["end_on is null", []]
      : ["begin_on <= ? and (end_on is null or end_on > ?)", [asOf, asOf]];
  const whose = key === undefined ? "" : " and entity_key = ?";
  // Where rules differ the same one wins as in a query.
  const sql = `select instance_id, entity_key, name, max(value) as value from entity_tag
    where ${alive}${whose} group by instance_id, entity_key, name`;
  const rows = await session.all(sql, [...moments, ...(key === undefined ? [] : [key])]);
  return new TagBook(rows.map(tagOf));
}
