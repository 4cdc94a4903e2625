import type { EpochMs } from "../base/clock.ts";
import type { EntityShape } from "../j1ql/catalogue.ts";
import type { Parameters } from "../j1ql/parameters.ts";
import type { Problem } from "../j1ql/problem.ts";
import type { QueryResult } from "../j1ql/result.ts";

/** A question in J1QL. */
export interface QueryInput {
  readonly text: string;
  /** Values for the query's parameters; none when absent. */
  readonly parameters?: Parameters | undefined;
  /** Answer as the graph was at this moment; now when absent. */
  readonly asOf?: EpochMs | undefined;
  /** Answer with all vertices and edges traversed, whatever the query returns. */
  readonly asTree?: boolean | undefined;
  /** At most this many rows (start entities for a tree), besides the query's own LIMIT. */
  readonly limit?: number | undefined;
  /** Only this instance's part of the graph; all when absent. */
  readonly instanceId?: number | undefined;
}

/** The answer to a query: a result, or what is wrong with the text. */
export type QueryAnswer =
  | {
      readonly ok: true;
      readonly result: QueryResult;
      readonly warnings: readonly Problem[];
      /** Time the database took, in milliseconds. */
      readonly ms: number;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One type of entity with how many there are. */
interface EntityTypeCount {
  readonly type: string;
  readonly classes: readonly string[];
  readonly count: number;
  /** How often some entities of the type have a value of each kind, by property: all that a completion needs. */
  readonly properties: EntityShape["properties"];
}

/** One type of relationship between two types of entity, with how many there are. */
interface RelationshipTypeCount {
  readonly type: string;
  readonly verb: string;
  readonly fromType: string;
  readonly toType: string;
  readonly count: number;
}

/** What the graph holds. */
export interface GraphShape {
  readonly entities: readonly EntityTypeCount[];
  readonly relationships: readonly RelationshipTypeCount[];
}

/** The last run of an instance. */
export interface InstanceStatus {
  readonly id: number;
  readonly tenantId: string;
  readonly accountName: string | null;
  readonly lastRun: {
    readonly id: number;
    readonly state: string;
    readonly startedOn: EpochMs;
    readonly endedOn: EpochMs | null;
  } | null;
}

/** The verbs that the doors (HTTP, command line) offer on an open database. */
export interface Service {
  query(input: QueryInput, signal?: AbortSignal): Promise<QueryAnswer>;
  /** Without parameters, any may stand for the query's. */
  check(
    text: string,
    parameters?: Parameters,
  ): {
    readonly problems: readonly Problem[];
    readonly warnings: readonly Problem[];
  };
  /** Of everything, or of one instance. */
  shape(instanceId?: number): Promise<GraphShape>;
  status(): Promise<readonly InstanceStatus[]>;
}
