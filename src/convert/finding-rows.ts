import type { Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Finding } from "../microsoft/finding.ts";
import type { FindingChange } from "../microsoft/finding-changes.ts";
import { edge } from "./edge.ts";
import { findingEvidence } from "./finding-evidence.ts";
import { mergeFindings, rowsBehind } from "./finding-merge.ts";
import { vulnerabilityKey, weaknessId } from "./keys.ts";
import { softwareIdOf, softwareLabelOf } from "./software.ts";
import { relationshipTypes } from "./types.ts";

/** A row of the vulnerability export about one machine, as far as the graph keeps it. */
interface FindingRow {
  /** The software's label; `null` where the row names none. */
  readonly software: string | null;
  /** `_key` of the weakness; `null` for software without one. */
  readonly weakness: string | null;
  readonly evidence: Properties;
}

/** The rows of one machine, by what identifies them. */
export type MachineRows = ReadonlyMap<string, FindingRow>;

/** Which software stands behind which key. */
export interface SoftwareNames {
  keyOf(label: string): string;
  labelOf(key: string): string;
}

const { machineIdentifiedVulnerability, machineInstalledSoftware } = relationshipTypes;

const identity = ({ software, weakness }: Omit<FindingRow, "evidence">): string =>
  `${software ?? ""}\n${weakness ?? ""}`;

/** The software of a row, by its label. */
function softwareIn(finding: Finding): string | null {
  return softwareIdOf(finding) === null ? null : softwareLabelOf(finding);
}

function endsOf(finding: Finding): Omit<FindingRow, "evidence"> {
  const { cveId } = finding;
  const weakness = cveId === null ? null : vulnerabilityKey(weaknessId(cveId));
  return { software: softwareIn(finding), weakness };
}

function rowOf(finding: Finding): FindingRow {
  const ends = endsOf(finding);
  return { ...ends, evidence: findingEvidence(finding, ends.software) };
}

function softwareOfRow({ software }: Properties): string | null {
  const [label] = Array.isArray(software) ? software : [];
  return typeof label === "string" ? label : null;
}

/** The rows that the edges of one machine stand for. */
export function rowsOf(edges: readonly Relationship[], names: SoftwareNames): MachineRows {
  const rows = new Map<string, FindingRow>();
  const weak = new Set<string | null>();
  const add = (row: FindingRow): void => {
    const known = rows.get(identity(row));
    const evidence =
      known === undefined ? row.evidence : mergeFindings(known.evidence, row.evidence);
    rows.set(identity(row), { ...row, evidence });
  };
  for (const { type, to, properties } of edges) {
    if (type !== machineIdentifiedVulnerability.type) continue;
    for (const evidence of rowsBehind(properties)) {
      const software = softwareOfRow(evidence);
      weak.add(software);
      add({ software, weakness: to, evidence });
    }
  }
  for (const { type, to } of edges) {
    if (type !== machineInstalledSoftware.type) continue;
    const software = names.labelOf(to);
    if (!weak.has(software)) add({ software, weakness: null, evidence: {} });
  }
  return rows;
}

/** The rows after changes, of which there is one a row: see `latestOf`. */
export function changedRows(rows: MachineRows, changes: Iterable<FindingChange>): MachineRows {
  const changed = new Map(rows);
  for (const { finding, isFixed } of changes) {
    if (isFixed) changed.delete(identity(endsOf(finding)));
    else changed.set(identity(endsOf(finding)), rowOf(finding));
  }
  return changed;
}

/** The edges that rows of one machine come to. Without `names` those to software are left out. */
export function edgesOf(
  from: string,
  rows: MachineRows,
  names: SoftwareNames | null,
): readonly Relationship[] {
  const found = new Map<string, Properties>();
  const installed = new Set<string>();
  for (const { software, weakness, evidence } of rows.values()) {
    if (software !== null) installed.add(software);
    if (weakness === null) continue;
    const known = found.get(weakness);
    found.set(weakness, known === undefined ? evidence : mergeFindings(known, evidence));
  }
  const identified = [...found].map(([to, properties]) =>
    edge(machineIdentifiedVulnerability, { from, to, properties }),
  );
  if (names === null) return identified;
  const software = [...installed].map((label) =>
    edge(machineInstalledSoftware, { from, to: names.keyOf(label) }),
  );
  return [...identified, ...software];
}

/** Keeps of the changes about one machine the last one of each row; of two at the same moment the one that is no fix. */
export class LatestChanges {
  readonly #byRow = new Map<string, FindingChange>();

  add(change: FindingChange): void {
    const key = identity(endsOf(change.finding));
    const known = this.#byRow.get(key);
    if (known === undefined || isLater(change, known)) this.#byRow.set(key, change);
  }

  /** Those that are no fixes: the rows are there. */
  *present(): Iterable<FindingChange> {
    for (const change of this.#byRow.values()) if (!change.isFixed) yield change;
  }

  [Symbol.iterator](): Iterator<FindingChange> {
    return this.#byRow.values();
  }
}

function isLater(change: FindingChange, known: FindingChange): boolean {
  if (change.changedOn !== known.changedOn) return change.changedOn > known.changedOn;
  return known.isFixed || !change.isFixed;
}
