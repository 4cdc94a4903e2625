import type { Properties } from "./entity.ts";

/** A directed edge between two entities. Its key is derived, so it is not stored: see `relationshipKey`. */
export interface Relationship {
  /** `_type`, such as `microsoft_defender_machine_has_logon_user`. */
  readonly type: string;
  /** `_class`, the verb in capitals, such as `HAS`. */
  readonly verb: string;
  /** `_fromEntityKey` */
  readonly from: string;
  /** `_toEntityKey` */
  readonly to: string;
  /** The edge's evidence. */
  readonly properties: Properties;
}

/** `<from key>|<verb, lower case>|<to key>`, as JupiterOne's SDK 8.41.0 forms it. */
export function relationshipKey(edge: Pick<Relationship, "from" | "verb" | "to">): string {
  return `${edge.from}|${edge.verb.toLowerCase()}|${edge.to}`;
}

/**
 * `<from type>_<verb>_<to type>` without the leading words that both types share (the last word of the target
 * always stays), as JupiterOne's SDK 8.41.0 forms it.
 */
export function relationshipType(fromType: string, verb: string, toType: string): string {
  const fromWords = fromType.split("_");
  const toWords = toType.split("_");
  let shared = 0;
  while (shared < toWords.length - 1 && toWords[shared] === fromWords[shared]) shared++;
  return `${fromType}_${verb.toLowerCase()}_${toWords.slice(shared).join("_")}`;
}
