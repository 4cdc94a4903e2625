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
