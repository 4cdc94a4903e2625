import type { EntityReply } from "../../../src/http/contract.ts";

/** One entity at a moment, and what it is related to then. */
export type EntityThen = EntityReply["entities"][number];

/** An edge of an entity with what it leads to. */
export type Neighbour = EntityThen["neighbours"][number];

/** Neighbours of one type over one verb in one direction. */
export interface RelationGroup {
  readonly id: string;
  readonly verb: string;
  readonly direction: Neighbour["direction"];
  readonly type: string;
  readonly members: readonly Neighbour[];
}

/** The neighbours by what they are, the largest group first. */
export function relationGroups(neighbours: readonly Neighbour[]): readonly RelationGroup[] {
  const groups = Map.groupBy(neighbours, ({ direction, verb, entity }) => {
    return `${direction} ${verb} ${entity.type}`;
  });
  return [...groups]
    .flatMap(([id, members]): RelationGroup[] => {
      const [first] = members;
      if (first === undefined) return [];
      const { direction, verb, entity } = first;
      return [{ id, verb, direction, type: entity.type, members }];
    })
    .toSorted((a, b) => a.members.length - b.members.length || a.id.localeCompare(b.id));
}
