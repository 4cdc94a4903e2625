import type { SeenCve } from "../convert/finding.ts";
import type { Entity } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import type { Notice } from "../microsoft/notices.ts";
import type { EdgeBlock, EdgeNumbering } from "../store/edge-text.ts";

/** What a mill needs to know when it starts. */
export interface MillStart {
  readonly numbering: EdgeNumbering;
  /** Ids of the machines that are held. */
  readonly machineIds: readonly string[];
  /** Whether software is wanted, too. */
  readonly software: boolean;
}

/** What can be asked of a mill. */
export type MillQuestion =
  | {
      readonly verb: "write";
      readonly file: number;
      readonly skip: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly verb: "end"; readonly file: number; readonly skip: number }
  | { readonly verb: "drop"; readonly file: number }
  | { readonly verb: "convert"; readonly findings: readonly Finding[] }
  /** Forgets everything that was said about findings so far, and every open file. */
  | { readonly verb: "restart" }
  | { readonly verb: "summary" };

/** What some findings came to. */
export interface MilledFindings {
  readonly kind: "milled";
  /** How many findings. */
  readonly rows: number;
  /** Rows that could not be understood. */
  readonly rejected: number;
  readonly entities: readonly Entity[];
  readonly edges: EdgeBlock;
  /** Oddities met since the last answer. */
  readonly notices: readonly Notice[];
}

/** What all findings since the last restart came to. */
export interface MillSummary {
  readonly kind: "summary";
  readonly cves: readonly SeenCve[];
  /** Rows of machines that are not held. */
  readonly dangling: number;
  /** The machines of these rows. */
  readonly unlisted: readonly string[];
}

export type MillAnswer = MilledFindings | MillSummary | { readonly kind: "done" };
