import type { Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { edge } from "./edge.ts";
import type { SeenCve } from "./finding.ts";
import { mergeFindings } from "./finding-merge.ts";
import type { SoftwareNames } from "./finding-rows.ts";
import { vulnerabilityIdOf } from "./keys.ts";
import { PairSet } from "./pair-set.ts";
import { relationshipTypes } from "./types.ts";

const { machineIdentifiedVulnerability, machineInstalledSoftware, softwareHasVulnerability } =
  relationshipTypes;

/** The properties of edges that are tallied. */
export const talliedProperties = ["cvssScore", "exploitabilityLevel", "severity", "software"];

/** What an edge of any machine says. */
type Saying = Pick<Relationship, "type" | "to" | "properties">;

/** What all edges of machines say together of weaknesses and software. */
export class FindingTally {
  readonly #names: SoftwareNames | null;
  readonly #worst = new Map<string, Properties>();
  readonly #weaknesses = new Map<string, number>();
  readonly #software = new Map<string, number>();
  readonly #weak = new PairSet();
  readonly #has: Relationship[] = [];

  /** Without `names`, nothing is told of software. */
  constructor(names: SoftwareNames | null) {
    this.#names = names;
  }

  /** Counts edges in: of each machine, or what several say once. */
  add(edges: readonly Saying[]): void {
    for (const { type, to, properties } of edges) {
      if (type === machineInstalledSoftware.type) numberOf(this.#software, to);
      if (type === machineIdentifiedVulnerability.type) this.#identified(to, properties);
    }
  }

  /** The weaknesses that were found on any machine, by the worst that is said of them. */
  *cves(): Iterable<SeenCve> {
    for (const [key, worst] of this.#worst) {
      yield {
        id: vulnerabilityIdOf(key),
        severity: textOf(worst["severity"]),
        cvssScore: typeof worst["cvssScore"] === "number" ? worst["cvssScore"] : null,
        exploitabilityLevel: textOf(worst["exploitabilityLevel"]),
      };
    }
  }

  /** Which software brings which weakness. */
  weakSoftware(): readonly Relationship[] {
    return this.#has;
  }

  /** Keys of the software that any machine has. */
  installed(): Iterable<string> {
    return this.#software.keys();
  }

  #identified(weakness: string, properties: Properties): void {
    const said = gravity(properties);
    const known = this.#worst.get(weakness);
    this.#worst.set(weakness, known === undefined ? said : graver(known, said));
    const labels = properties["software"];
    if (this.#names === null || !Array.isArray(labels)) return;
    for (const label of labels) this.#weaken(this.#names.keyOf(String(label)), weakness);
  }

  #weaken(software: string, weakness: string): void {
    const [from, to] = [numberOf(this.#software, software), numberOf(this.#weaknesses, weakness)];
    if (!this.#weak.add(from, to)) return;
    this.#has.push(edge(softwareHasVulnerability, { from: software, to: weakness }));
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function gravity({ cvssScore, exploitabilityLevel, severity }: Properties): Properties {
  return {
    ...(cvssScore === undefined ? {} : { cvssScore }),
    ...(exploitabilityLevel === undefined ? {} : { exploitabilityLevel }),
    ...(severity === undefined ? {} : { severity }),
  };
}

/** Mostly both say the same. */
function graver(known: Properties, said: Properties): Properties {
  const same =
    known["severity"] === said["severity"] &&
    known["cvssScore"] === said["cvssScore"] &&
    known["exploitabilityLevel"] === said["exploitabilityLevel"];
  if (same) return known;
  return gravity(mergeFindings(known, said));
}
