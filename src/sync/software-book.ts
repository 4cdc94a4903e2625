import { softwareIdOf, softwareOf } from "../convert/software.ts";
import type { SoftwareNames } from "../convert/finding-rows.ts";
import type { Entity } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";

/** Software by key and by label: the graph's, and what changes add. */
export class SoftwareBook implements SoftwareNames {
  readonly #byKey = new Map<string, Entity>();
  readonly #keys = new Map<string, string>();
  #isAmbiguous = false;

  add(software: Entity): void {
    if (this.#byKey.has(software.key)) return;
    this.#byKey.set(software.key, software);
    const label = labelIn(software);
    this.#isAmbiguous ||= this.#keys.has(label);
    this.#keys.set(label, software.key);
  }

  /** The software that a row names. */
  addNamed(finding: Finding): void {
    const id = softwareIdOf(finding);
    if (id !== null) this.add(softwareOf(id, finding));
  }

  /** Whether two share a label, so that a label does not tell which one is meant. */
  get isAmbiguous(): boolean {
    return this.#isAmbiguous;
  }

  get(key: string): Entity | undefined {
    return this.#byKey.get(key);
  }

  keyOf(label: string): string {
    const key = this.#keys.get(label);
    if (key === undefined) throw new Error(`no software is labelled ${label}`);
    return key;
  }

  labelOf(key: string): string {
    const software = this.#byKey.get(key);
    if (software === undefined) throw new Error(`there is no software ${key}`);
    return labelIn(software);
  }
}

function labelIn({ key, properties }: Entity): string {
  const label = properties["displayName"];
  return typeof label === "string" ? label : key;
}
