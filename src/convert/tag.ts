import type { Entity, Properties } from "../graph/entity.ts";

/** What an instance writes to every entity. */
export interface Tags {
  /** Written as `tag.AccountName`; `null` where the toggle is off. */
  readonly accountName: string | null;
  /** Further tags by name, without the `tag.` before it. */
  readonly further: Readonly<Record<string, string>>;
}

/** Tags as properties, as JupiterOne writes them; an account name wins over a tag of that name. */
export function tagProperties({ accountName, further }: Tags): Properties {
  const tags = Object.entries(further).map(([name, value]) => [`tag.${name}`, value]);
  const account = accountName === null ? {} : { "tag.AccountName": accountName };
  return { ...Object.fromEntries(tags), ...account };
}

/** The entity with an instance's tags. */
export function withTags(entity: Entity, tags: Properties): Entity {
  return { ...entity, properties: { ...entity.properties, ...tags } };
}
