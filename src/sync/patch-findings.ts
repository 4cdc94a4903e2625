import { changedRows, edgesOf, rowsOf, type SoftwareNames } from "../convert/finding-rows.ts";
import { machineIdOf } from "../convert/keys.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { ChangeBook } from "./change-book.ts";
import type { StepContext } from "./step.ts";

/** The findings of one machine after changes. */
export interface PatchedMachine {
  /** `_key` of the machine. */
  readonly key: string;
  readonly edges: readonly Relationship[];
  /** Whether changes told of it; otherwise the edges are those of the graph. */
  readonly isChanged: boolean;
  /** Whether Defender lists it. */
  readonly isHeld: boolean;
}

/** What is changed, and by what. */
export interface Patch {
  readonly changes: ChangeBook;
  /** `null` where software is switched off. */
  readonly software: SoftwareNames | null;
}

/** Software that is nobody's business has its label for a key. */
const unkeyed: SoftwareNames = { keyOf: (label) => label, labelOf: (key) => key };

type Edges = AsyncIterable<readonly Relationship[]>;

/** The findings of every machine as the graph has them and changes alter them, machine by machine. */
export function patchedFindings(
  context: StepContext,
  patch: Patch,
): AsyncGenerator<PatchedMachine> {
  return patched(context, patch, context.previousEdges(patchedTypes(patch)));
}

/** The same of those machines alone that changes tell of. */
export function changedFindings(
  context: StepContext,
  patch: Patch,
): AsyncGenerator<PatchedMachine> {
  const edges = context.previousEdgesFrom(patchedTypes(patch), patch.changes.machines());
  return patched(context, patch, edges);
}

async function* patched(
  context: StepContext,
  { changes, software }: Patch,
  before: Edges,
): AsyncGenerator<PatchedMachine> {
  const met = new Set<string>();
  const patch = (key: string, edges: readonly Relationship[]): PatchedMachine => {
    met.add(key);
    const told = changes.of(key);
    const isHeld = context.held.machines.has(machineIdOf(key));
    if (told === undefined) return { key, edges, isChanged: false, isHeld };
    const rows = changedRows(rowsOf(edges, software ?? unkeyed), told);
    return { key, edges: edgesOf(key, rows, software), isChanged: true, isHeld };
  };
  for await (const edges of byOrigin(before))
    if (edges[0] !== undefined) yield patch(edges[0].from, edges);
  for (const key of changes.machines()) if (!met.has(key)) yield patch(key, []);
}

/** The types of edges that changes may alter. */
export function patchedTypes({ software }: Pick<Patch, "software">): readonly string[] {
  const { machineIdentifiedVulnerability, machineInstalledSoftware } = relationshipTypes;
  const identified = machineIdentifiedVulnerability.type;
  return software === null ? [identified] : [identified, machineInstalledSoftware.type];
}

/** Edges that follow each other and leave the same entity, together. */
export async function* byOrigin(
  batches: AsyncIterable<readonly Relationship[]>,
): AsyncGenerator<readonly Relationship[]> {
  let group: Relationship[] = [];
  for await (const batch of batches) {
    for (const edge of batch) {
      if (group[0] !== undefined && group[0].from !== edge.from) {
        yield group;
        group = [];
      }
      group.push(edge);
    }
  }
  if (group.length > 0) yield group;
}
