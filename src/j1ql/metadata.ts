/** Metadata that every entity has; everything else is looked for among its properties. */
export const entityMetadata = [
  "_id",
  "_key",
  "_type",
  "_class",
  "_version",
  "_createdOn",
  "_beginOn",
  "_deleted",
  "_endOn",
  "_integrationInstanceId",
  "_integrationName",
  "displayName",
] as const;

/** Metadata that only what was deleted tells apart: a query that names one looks at what was deleted, too. */
export const deletionMetadata: ReadonlySet<string> = new Set(["_deleted", "_endOn"]);
