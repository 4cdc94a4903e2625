/** A value in a result: a property's value, or `null` where it is absent. */
export type Value = string | number | boolean | null | readonly (string | number | boolean)[];

/** A value in a table: a whole alias as a column gives an entity or a relationship. */
export type Cell = Value | ResultEntity | ResultEdge;

/** Only what was deleted has these. */
interface Deletion {
  readonly _deleted?: true;
  readonly _endOn?: number;
}

/** An entity in a result, in JupiterOne's shape. Times are epoch milliseconds. */
export interface ResultEntity {
  readonly id: string;
  readonly entity: {
    readonly _id: string;
    readonly _key: string;
    readonly _type: readonly string[];
    readonly _class: readonly string[];
    readonly _version: number;
    readonly _createdOn: number;
    readonly _beginOn: number;
    readonly _integrationInstanceId: string;
    readonly displayName: string;
  } & Deletion;
  readonly properties: Readonly<Record<string, Value>>;
  /** In a tree: the first step of the query (0 for the start) that matched it. */
  readonly layer?: number;
}

/** A relationship in a tree. */
export interface ResultEdge {
  readonly id: string;
  readonly fromVertexId: string;
  readonly toVertexId: string;
  readonly relationship: {
    readonly _id: string;
    readonly _key: string;
    readonly _type: string;
    readonly _class: string;
    readonly _version: number;
    readonly _createdOn: number;
    readonly _beginOn: number;
    readonly _fromEntityKey: string;
    readonly _toEntityKey: string;
    readonly displayName: string;
  } & Deletion;
  readonly properties: Readonly<Record<string, Value>>;
}

/** What a query answers. `totalCount` counts all rows (start entities for a tree), also beyond LIMIT. */
export type QueryResult =
  | { readonly type: "list"; readonly data: readonly ResultEntity[]; readonly totalCount: number }
  | {
      readonly type: "table";
      readonly columns: readonly string[];
      readonly data: readonly Readonly<Record<string, Cell>>[];
      readonly totalCount: number;
    }
  | {
      readonly type: "tree";
      readonly data: {
        readonly vertices: readonly ResultEntity[];
        readonly edges: readonly ResultEdge[];
      };
      readonly totalCount: number;
    };
