import type { EpochMs } from "../base/clock.ts";
import type { PropertyValue } from "./entity.ts";

/** A property's value before and after; `undefined` where it was or became absent. */
export interface PropertyChange {
  readonly before: PropertyValue | undefined;
  readonly after: PropertyValue | undefined;
}

/** What happened to one entity or relationship in one run. */
export interface Change {
  readonly kind: "entity" | "relationship";
  readonly operation: "create" | "update" | "delete";
  /** `_key` of the entity or relationship. */
  readonly key: string;
  readonly type: string;
  readonly classes: readonly string[];
  readonly displayName: string;
  readonly at: EpochMs;
  readonly run: number;
  /** For an update: the properties that differ. Empty otherwise. */
  readonly properties: Readonly<Record<string, PropertyChange>>;
}
