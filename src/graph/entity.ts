import type { Json } from "../base/json.ts";

/** A property's value: flat, JSON-safe. Times are epoch milliseconds in properties whose names end in `On`. */
export type PropertyValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly number[]
  | readonly boolean[];

/** Flat properties by name. None starts with `_`: that is metadata. Absent means that the provider did not say. */
export type Properties = Readonly<Record<string, PropertyValue>>;

/** A thing in the graph: a machine, a user, a finding. */
export interface Entity {
  /** `_key`, unique per instance, such as `microsoft_defender_machine:<machine id>`. */
  readonly key: string;
  /** `_type`, such as `microsoft_defender_machine`. */
  readonly type: string;
  /** `_class`, such as `["HostAgent"]`. */
  readonly classes: readonly string[];
  /** The properties, `displayName` and `name` among them. */
  readonly properties: Properties;
  /** The provider's record as received, kept beside the entity. */
  readonly raw?: Json;
}
