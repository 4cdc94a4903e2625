import type { Properties } from "../graph/entity.ts";

/**
 * Properties as one JSON text whose form depends on the content alone: the lasting ones sorted by name, then the
 * volatile ones. `lasting` lacks its closing brace, so that `lasting + volatile` is the whole text and the digest of
 * `lasting` alone tells whether anything worth a version changed.
 */
export interface Canonical {
  readonly lasting: string;
  readonly volatile: string;
}

function sorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++)
    if ((names[at - 1] ?? "") > (names[at] ?? "")) return false;
  return true;
}

function pick(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
}

/** The canonical form of properties, given the names that are volatile for their type. */
export function canonical(
  properties: Properties,
  volatile: readonly string[] | undefined,
): Canonical {
  const names = Object.keys(properties);
  const inOrder = sorted(names);
  if (volatile === undefined || volatile.length === 0) {
    const whole = JSON.stringify(inOrder ? properties : pick(properties, names.sort()));
    return { lasting: whole.slice(0, -1), volatile: "}" };
  }
  if (!inOrder) names.sort();
  const lasting = names.filter((name) => !volatile.includes(name));
  const changing = names.filter((name) => volatile.includes(name));
  const head = JSON.stringify(pick(properties, lasting)).slice(0, -1);
  if (changing.length === 0) return { lasting: head, volatile: "}" };
  const tail = JSON.stringify(pick(properties, changing)).slice(1);
  return { lasting: head, volatile: lasting.length === 0 ? tail : `,${tail}` };
}
