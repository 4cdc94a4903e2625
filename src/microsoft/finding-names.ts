import type { JsonObject } from "../base/json.ts";

/** Our field to the provider's, in the spelling of its JSON pages. */
const pageNames = {
  machineId: "deviceId",
  cveId: "cveId",
  softwareVendor: "softwareVendor",
  softwareName: "softwareName",
  softwareVersion: "softwareVersion",
  cvssScore: "cvssScore",
  severity: "vulnerabilitySeverityLevel",
  recommendedSecurityUpdate: "recommendedSecurityUpdate",
  recommendedSecurityUpdateId: "recommendedSecurityUpdateId",
  recommendedSecurityUpdateUrl: "recommendedSecurityUpdateUrl",
  recommendationReference: "recommendationReference",
  securityUpdateAvailable: "securityUpdateAvailable",
  diskPaths: "diskPaths",
  registryPaths: "registryPaths",
  firstSeenOn: "firstSeenTimestamp",
  lastSeenOn: "lastSeenTimestamp",
  exploitabilityLevel: "exploitabilityLevel",
} as const;

type Field = keyof typeof pageNames;

/** The provider's name of each of our fields. */
export type FieldNames = Readonly<Record<Field, string>>;

const isField = (name: string): name is Field => name in pageNames;
const ours: readonly Field[] = Object.keys(pageNames).filter(isField);

/** Our field by the provider's name in lower case; some sources call the device a machine. */
const fields: ReadonlyMap<string, Field> = new Map([
  ["machineid", "machineId"],
  ...ours.map((field) => [pageNames[field].toLowerCase(), field] as const),
]);

/**
 * How a source of findings spells its keys: PascalCase in files, camelCase in pages, and not always as documented. A row
 * leaves out keys that have no value, so each key is learnt when it is first met, in whichever row that is.
 */
export class FindingNames {
  #names: FieldNames = pageNames;
  /** Keys that were met, and the place of each in `#order`. */
  readonly #met = new Map<string, number>();
  readonly #order: string[] = [];
  readonly #learnt = new Set<Field>();
  /** Keys that spell a field which another key spells already. */
  readonly #others = new Map<string, Field>();

  /** The names that the rows seen so far use. */
  get names(): FieldNames {
    return this.#names;
  }

  /** Learns what is new in a row; gives it in the spelling that `names` tell. */
  understood(row: JsonObject): JsonObject {
    // Rows have their keys in the same order, so the next one is mostly known without looking it up.
    let next = 0;
    for (const key in row) {
      if (key !== this.#order[next]) next = this.#met.get(key) ?? this.#learn(key);
      next += 1;
    }
    return this.#others.size === 0 ? row : this.#respelled(row);
  }

  /** Gives the key's place. */
  #learn(key: string): number {
    this.#met.set(key, this.#order.length);
    this.#learnField(key, fields.get(key.toLowerCase()));
    return this.#order.push(key) - 1;
  }

  #learnField(key: string, field: Field | undefined): void {
    if (field === undefined) {
      return;
    }
    const known = this.#names[field];
    if (this.#learnt.has(field) && key.toLowerCase() !== pageNames[field].toLowerCase()) {
      this.#others.set(key, field);
      return;
    }
    if (this.#learnt.has(field)) {
      this.#others.set(known, field);
    }
    this.#learnt.add(field);
    this.#names = { ...this.#names, [field]: key };
  }

  #respelled(row: JsonObject): JsonObject {
    const missing: [string, JsonObject[string]][] = [];
    for (const [key, field] of this.#others) {
      const value = row[key];
      const name = this.#names[field];
      if (value !== undefined && row[name] === undefined) {
        missing.push([name, value]);
      }
    }
    return missing.length === 0 ? row : { ...row, ...Object.fromEntries(missing) };
  }
}
