import type { Entity, Properties } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { findingEvidence } from "./finding-evidence.ts";
import { machineKey, softwareKey, vulnerabilityKey, weaknessId } from "./keys.ts";
import type { RelationshipType } from "./kind.ts";
import { PairSet } from "./pair-set.ts";
import { worseExploitability, worseSeverity } from "./severity.ts";
import { softwareIdOf, softwareLabelOf, softwareOf } from "./software.ts";
import { relationshipTypes } from "./types.ts";

/** What rows alone tell about a CVE: the worst that any of them says. */
export interface SeenCve {
  /** In its one spelling; not always of a CVE's form. */
  readonly id: string;
  readonly severity: string | null;
  readonly cvssScore: number | null;
  readonly exploitabilityLevel: string | null;
}

/** An end of edges, one and the same for all of them: who writes millions looks up once what stands for its key. */
interface FindingEnd {
  readonly key: string;
  /** What stands for the key, for whoever looked it up. */
  number: number | null;
}

/** An edge that rows tell. */
interface FindingEdge {
  readonly kind: RelationshipType;
  readonly from: FindingEnd;
  readonly to: FindingEnd;
  readonly properties: Properties;
}

/** What rows tell: what is new, and edges. */
export interface Found {
  readonly entities: readonly Entity[];
  readonly edges: readonly FindingEdge[];
}

/** The same with edges as they stand in the graph. */
export function convertedOf({ entities, edges }: Found): Converted {
  const relationships = edges.map(({ kind, from, to, properties }) =>
    edge(kind, { from: from.key, to: to.key, properties }),
  );
  return { entities, relationships };
}

/** How many rows were taken. */
interface FindingCounts {
  /** All rows. */
  readonly rows: number;
  /** Rows of a machine that is not held: left out. */
  readonly dangling: number;
  /** Distinct CVEs on held machines. */
  readonly cves: number;
  /** Distinct software versions on held machines. */
  readonly software: number;
}

/** Turns the rows of one run into edges. It remembers what it already said, so make one per run. */
export interface FindingConverter {
  /** New software, one IDENTIFIED edge per row with a CVE, and the other edges once. */
  take(batch: readonly Finding[]): Found;
  /** The distinct CVEs of all rows so far. */
  cves(): Iterable<SeenCve>;
  counts(): FindingCounts;
  /** Machines of rows that were left out, since they are not held. */
  unlisted(): Iterable<string>;
}

interface Cve extends FindingEnd {
  readonly index: number;
  readonly id: string;
  severity: string | null;
  cvssScore: number | null;
  exploitabilityLevel: string | null;
}

interface Software extends FindingEnd {
  readonly index: number;
  readonly label: string;
}

/** Software as a row named it. */
interface Named {
  readonly vendor: string | null;
  readonly software: Software;
}

interface HeldMachine extends FindingEnd {
  readonly index: number;
}

const nothing: Properties = {};

const { machineInstalledSoftware, softwareHasVulnerability, machineIdentifiedVulnerability } =
  relationshipTypes;

class Findings implements FindingConverter {
  readonly #holdsMachine: (id: string) => boolean;
  /** `null` for machines that are not held. */
  readonly #machines = new Map<string, HeldMachine | null>();
  readonly #software = new Map<string, Software>();
  /** What was named last by product and version: found without making one text of three. */
  readonly #products = new Map<string | null, Map<string | null, Named>>();
  readonly #cves = new Map<string, Cve>();
  /** The same by every spelling that was met: rows are many, spellings few. */
  readonly #spellings = new Map<string, Cve>();
  readonly #installed = new PairSet();
  readonly #weak = new PairSet();
  #lastId = "";
  #last: HeldMachine | null = null;
  #rows = 0;
  #dangling = 0;

  constructor(holdsMachine: (id: string) => boolean) {
    this.#holdsMachine = holdsMachine;
  }

  take(batch: readonly Finding[]): Found {
    const entities: Entity[] = [];
    const edges: FindingEdge[] = [];
    for (const row of batch) {
      this.#rows++;
      const machine = this.#machine(row.machineId);
      if (machine === null) this.#dangling++;
      else this.#row(row, machine, { entities, edges });
    }
    return { entities, edges };
  }

  *cves(): Iterable<SeenCve> {
    for (const { id, severity, cvssScore, exploitabilityLevel } of this.#cves.values()) {
      yield { id, severity, cvssScore, exploitabilityLevel };
    }
  }

  counts(): FindingCounts {
    return {
      rows: this.#rows,
      dangling: this.#dangling,
      cves: this.#cves.size,
      software: this.#software.size,
    };
  }

  *unlisted(): Iterable<string> {
    for (const [id, machine] of this.#machines) if (machine === null) yield id;
  }

  #machine(id: string): HeldMachine | null {
    // Neighbouring rows are mostly of one machine.
    if (id === this.#lastId) return this.#last;
    let machine = this.#machines.get(id);
    if (machine === undefined) {
      machine = this.#holdsMachine(id)
        ? { index: this.#machines.size, key: machineKey(id), number: null }
        : null;
      this.#machines.set(id, machine);
    }
    this.#lastId = id;
    this.#last = machine;
    return machine;
  }

  #row(row: Finding, machine: HeldMachine, made: Made): void {
    const { cveId } = row;
    const cve = cveId === null ? null : this.#cve(cveId, row);
    const software = this.#softwareOf(row, made.entities);
    if (software !== null && this.#installed.add(machine.index, software.index)) {
      add(made, { kind: machineInstalledSoftware, from: machine, to: software });
    }
    if (cve === null) return;
    if (software !== null && this.#weak.add(software.index, cve.index)) {
      add(made, { kind: softwareHasVulnerability, from: software, to: cve });
    }
    const properties = findingEvidence(row, software === null ? null : software.label);
    made.edges.push({ kind: machineIdentifiedVulnerability, from: machine, to: cve, properties });
  }

  #softwareOf(row: Finding, entities: Entity[]): Software | null {
    const { softwareVendor: vendor, softwareName, softwareVersion } = row;
    let versions = this.#products.get(softwareName);
    const last = versions?.get(softwareVersion);
    if (last !== undefined && last.vendor === vendor) return last.software;
    const id = softwareIdOf(row);
    if (id === null) return null;
    const software = this.#software.get(id) ?? this.#newSoftware(id, row, entities);
    if (versions === undefined) this.#products.set(softwareName, (versions = new Map()));
    versions.set(softwareVersion, { vendor, software });
    return software;
  }

  #newSoftware(id: string, row: Finding, entities: Entity[]): Software {
    const software = {
      index: this.#software.size,
      key: softwareKey(id),
      number: null,
      label: softwareLabelOf(row),
    };
    this.#software.set(id, software);
    entities.push(softwareOf(id, row));
    return software;
  }

  #cve(spelling: string, row: Finding): Cve {
    let cve = this.#spellings.get(spelling);
    if (cve === undefined) {
      const id = weaknessId(spelling);
      cve = this.#cves.get(id) ?? {
        index: this.#cves.size,
        key: vulnerabilityKey(id),
        number: null,
        id,
        severity: null,
        cvssScore: null,
        exploitabilityLevel: null,
      };
      this.#cves.set(id, cve);
      this.#spellings.set(spelling, cve);
    }
    worsen(cve, row);
    return cve;
  }
}

interface Made {
  readonly entities: Entity[];
  readonly edges: FindingEdge[];
}

function add({ edges }: Made, { kind, from, to }: Omit<FindingEdge, "properties">): void {
  edges.push({ kind, from, to, properties: nothing });
}

function worsen(cve: Cve, { severity, cvssScore, exploitabilityLevel }: Finding): void {
  if (severity !== null && severity !== cve.severity) {
    cve.severity = worseSeverity(severity, cve.severity ?? severity);
  }
  if (cvssScore !== null && cvssScore !== cve.cvssScore) {
    cve.cvssScore = Math.max(cvssScore, cve.cvssScore ?? cvssScore);
  }
  if (exploitabilityLevel !== null && exploitabilityLevel !== cve.exploitabilityLevel) {
    const known = cve.exploitabilityLevel ?? exploitabilityLevel;
    cve.exploitabilityLevel = worseExploitability(exploitabilityLevel, known);
  }
}

/** A converter for the rows of one run. */
export function findingConverter(context: { holdsMachine(id: string): boolean }): FindingConverter {
  return new Findings((id) => context.holdsMachine(id));
}
