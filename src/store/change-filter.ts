import type { Change } from "../graph/change.ts";

/** Which changes are wanted; each filter that is absent lets everything through. */
export interface ChangeFilter {
  /** Only this instance's; all when absent. */
  readonly instanceId?: number | undefined;
  /** A type of entity or relationship. */
  readonly type?: string | undefined;
  readonly operation?: Change["operation"] | undefined;
  /** `_key` of one object. */
  readonly key?: string | undefined;
  /** Only updates in which this property changed. */
  readonly property?: string | undefined;
}

/** Whether a change passes the part of the filter that looks into properties. */
export function passes(change: Change, { property }: ChangeFilter): boolean {
  return property === undefined || Object.hasOwn(change.properties, property);
}
