import type { ResultEdge, ResultEntity } from "../../../src/j1ql/result.ts";

/** A node of a picture: one entity, or a group of them with their number. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly classes: readonly string[];
  /** The column: the step of the query that matched it, 0 for the start. */
  readonly layer: number;
  /** For a group: how many entities it stands for. */
  readonly count: number | null;
  /** Deserves a look: a critical finding, a machine at high risk. */
  readonly alert: boolean;
  readonly entity: ResultEntity | null;
  /** For a group: the query that lists its members. */
  readonly query: string | null;
}

/** An edge of a picture: one relationship, or a group of them with their number. */
export interface PictureEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verb: string;
  readonly count: number | null;
  readonly edge: ResultEdge | null;
}

/** What the canvas draws. */
export interface Picture {
  /** `shape`: the types of the whole graph; `entities`: one node each; `summary`: too many for that. */
  readonly kind: "shape" | "entities" | "summary";
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}
