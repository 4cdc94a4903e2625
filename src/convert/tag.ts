import type { Entity } from "../graph/entity.ts";

/** The entity with `tag.AccountName`, as JupiterOne's AccountName toggle writes it; unchanged without an account name. */
export function withAccountName(entity: Entity, accountName: string | null): Entity {
  if (accountName === null) return entity;
  return { ...entity, properties: { ...entity.properties, "tag.AccountName": accountName } };
}
