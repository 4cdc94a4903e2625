import type { Entity } from "../../src/graph/entity.ts";
import type { Relationship } from "../../src/graph/relationship.ts";
import { has, machine, user } from "./store.ts";

/** What a made-up provider shows on a day: some of it new, changed or gone each day, never so much as to be held back. */
export interface Day {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

const machines = 60;
const users = 50;

/** The same for the same day, always. */
export function dayOf(day: number): Day {
  const entities: Entity[] = [];
  const relationships: Relationship[] = [];
  for (let at = 0; at < users; at++) entities.push(user(`u${at}`));
  for (let at = 0; at < machines; at++) {
    if ((at + day) % 9 === 0) continue;
    const version = at % 5 === 0 ? day : 0;
    entities.push({ ...machine(`m${at}`, { version, lastSeenOn: day }), raw: { at } });
    for (let to = 0; to < users; to++) {
      if ((at + to + day) % 13 === 0) continue;
      const note = "x".repeat(200);
      relationships.push(has(`m${at}`, `u${to}`, { note, odd: (at + to + day) % 11 === 0 }));
    }
  }
  return { entities, relationships };
}
