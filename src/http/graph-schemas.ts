import { z } from "zod";

const moment = z.number().meta({ description: "Epoch milliseconds" });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([scalar, z.null(), z.array(scalar)]);

/** Properties by name: flat, and times are epoch milliseconds where the name ends in `On`. */
const properties = z
  .record(z.string(), value)
  .meta({ description: "Flat; times are epoch milliseconds where the name ends in On" });

const deletion = { _deleted: z.literal(true).exactOptional(), _endOn: moment.exactOptional() };
const version = {
  _version: z.number(),
  _createdOn: moment,
  _beginOn: moment,
  _integrationInstanceId: z.string(),
};

const resultEntity = z
  .object({
    id: z.string(),
    entity: z.object({
      _id: z.string(),
      _key: z.string(),
      _type: z.array(z.string()),
      _class: z.array(z.string()),
      ...version,
      displayName: z.string(),
      ...deletion,
    }),
    properties,
    layer: z
      .number()
      .exactOptional()
      .meta({ description: "In a tree: the first step of the query, from 0, that matched it" }),
  })
  .meta({ id: "Entity" });

const resultEdge = z
  .object({
    id: z.string(),
    fromVertexId: z.string(),
    toVertexId: z.string(),
    relationship: z.object({
      _id: z.string(),
      _key: z.string(),
      _type: z.string(),
      _class: z.string(),
      ...version,
      _fromEntityKey: z.string(),
      _toEntityKey: z.string(),
      displayName: z.string(),
      ...deletion,
    }),
    properties,
  })
  .meta({ id: "Relationship" });

const totalCount = z
  .number()
  .meta({ description: "All rows (start entities for a tree), also beyond LIMIT and limit" });

const cell = z.union([value, resultEntity, resultEdge]);

/** The answer to a query: entities where it returns nothing of them, a table where it does, or a tree. */
export const queryResult = z.discriminatedUnion("type", [
  z.object({ type: z.literal("list"), data: z.array(resultEntity), totalCount }),
  z.object({
    type: z.literal("table"),
    columns: z.array(z.string()),
    data: z.array(z.record(z.string(), cell)),
    totalCount,
  }),
  z.object({
    type: z.literal("tree"),
    data: z.object({ vertices: z.array(resultEntity), edges: z.array(resultEdge) }),
    totalCount,
  }),
]);

const propertyChange = z.object({ before: value.exactOptional(), after: value.exactOptional() });

/** A line of changes. */
export const changeLine = z
  .object({
    kind: z.enum(["entity", "relationship"]),
    operation: z.enum(["create", "update", "delete"]),
    key: z.string().meta({ description: "_key of the entity or relationship" }),
    type: z.string(),
    classes: z.array(z.string()),
    displayName: z.string(),
    at: moment,
    run: z.number(),
    properties: z.record(z.string(), propertyChange).meta({
      description:
        "For an update what differs, by name; before or after is missing where the property was or became absent",
    }),
  })
  .meta({ description: "One change a line" });

/** Changes, counted. */
export const changeCounts = z.object({
  types: z.array(
    z.object({
      kind: z.enum(["entity", "relationship"]),
      type: z.string(),
      created: z.number(),
      updated: z.number(),
      deleted: z.number(),
      properties: z
        .array(z.object({ name: z.string(), updated: z.number() }))
        .meta({ description: "Updates by changed property, most frequent first" }),
    }),
  ),
});

/** A line of an export. */
export const exportLine = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("entity"),
      _key: z.string(),
      _type: z.string(),
      _class: z.array(z.string()),
      properties,
    }),
    z.object({
      kind: z.literal("relationship"),
      _key: z.string(),
      _type: z.string(),
      _class: z.string(),
      _fromEntityKey: z.string(),
      _toEntityKey: z.string(),
      properties,
    }),
  ])
  .meta({ description: "One object a line: all entities, then all relationships" });

/** A line of what must always hold of a database. */
export const verifiedLine = z
  .object({
    check: z.string(),
    holds: z.string().meta({ description: "What must hold" }),
    todo: z.string().meta({ description: "What to do where it does not" }),
    count: z.number().meta({ description: "In how many places it does not; 0 is good" }),
    examples: z.array(z.string()),
  })
  .meta({ description: "One check a line" });

/** All versions of objects. */
export const lives = z.object({
  objects: z.array(
    z.object({
      kind: z.enum(["entity", "relationship"]),
      key: z.string(),
      instance: z.number(),
      historyBeginsOn: moment.nullable(),
      versions: z.array(
        z.object({
          version: z.number(),
          type: z.string(),
          classes: z.array(z.string()),
          displayName: z.string(),
          beginOn: moment,
          endOn: moment.nullable(),
          run: z.number().meta({ description: "The run that wrote it" }),
          endRun: z.number().nullable().meta({ description: "The run that ended it" }),
          deleted: z.boolean(),
          properties,
          changed: z
            .record(z.string(), propertyChange)
            .meta({ description: "What differs from the version before" }),
        }),
      ),
    }),
  ),
});

const node = { key: z.string(), type: z.string(), classes: z.array(z.string()) };

/** Entities with their neighbours. */
export const neighbourhoods = z.object({
  entities: z.array(
    z.object({
      instance: z.number(),
      entity: z.object({ ...node, properties, displayName: z.string() }),
      version: z.number(),
      createdOn: moment,
      beginOn: moment,
      neighbours: z.array(
        z.object({
          direction: z
            .enum(["out", "in"])
            .meta({ description: "Whether the relationship leaves the entity or leads to it" }),
          type: z.string(),
          verb: z.string(),
          properties,
          beginOn: moment,
          entity: z.object({ ...node, displayName: z.string() }),
        }),
      ),
      total: z.number().meta({ description: "How many neighbours there are, listed or not" }),
    }),
  ),
});

const identityUser = z.object({
  key: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
});

/** Whose the accounts are. */
export const identityReport = z.object({
  counts: z.object({
    linked: z.number(),
    by_hand: z.number(),
    ambiguous: z.number(),
    unmatched: z.number(),
    nobody: z.number(),
  }),
  total: z.number().meta({ description: "How many accounts fit what was asked for" }),
  accounts: z.array(
    z.object({
      tenantId: z.string(),
      key: z.string(),
      id: z.string().meta({ description: "domain\\user" }),
      kind: z.string(),
      status: z.enum(["linked", "by_hand", "ambiguous", "unmatched", "nobody"]),
      user: identityUser.nullable(),
      method: z.string().nullable(),
      confidence: z.number().nullable(),
      evidence: z.array(z.string()),
      candidates: z.array(identityUser),
      note: z.string().nullable(),
      isPending: z
        .boolean()
        .meta({ description: "What a person said is not in the graph yet: a run brings it" }),
    }),
  ),
  employees: z.array(
    z.object({
      tenantId: z.string(),
      run: z.number().nullable(),
      at: moment.nullable(),
      notEmployees: z
        .record(z.string(), z.number())
        .meta({ description: "How many directory users stand for nobody, by rule" }),
      roster: z
        .looseObject({})
        .nullable()
        .meta({ description: "What became of the roster that was given" }),
    }),
  ),
});
