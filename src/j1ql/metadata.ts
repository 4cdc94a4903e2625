/** Metadata that every entity has; everything else is looked for among its properties. */
export const entityMetadata = [
  "_id",
  "_key",
  "_type",
  "_class",
  "_version",
  "_createdOn",
  "_beginOn",
  "_integrationInstanceId",
  "displayName",
] as const;

/** Metadata that every relationship has. */
export const relationshipMetadata = [
  "_id",
  "_key",
  "_type",
  "_class",
  "_version",
  "_createdOn",
  "_beginOn",
  "_integrationInstanceId",
  "_fromEntityId",
  "_toEntityId",
  "_fromEntityKey",
  "_toEntityKey",
  "displayName",
] as const;
