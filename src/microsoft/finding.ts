import type { EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { FindingNames } from "./finding-names.ts";
import type { Notices } from "./notices.ts";
import { parseTime } from "./time.ts";

/**
 * One row of the vulnerability export: a software version on a machine, with one CVE of it or none.
 * The same shape whichever source gave it (files, JSON pages, machinesVulnerabilities, per machine);
 * what a source does not tell is `null`. `microsoft-apis` §3.7.
 */
export interface Finding {
  readonly machineId: string;
  /** `null`: software without a known weakness. */
  readonly cveId: string | null;
  readonly softwareVendor: string | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly cvssScore: number | null;
  readonly severity: string | null;
  readonly recommendedSecurityUpdate: string | null;
  readonly recommendedSecurityUpdateId: string | null;
  readonly recommendedSecurityUpdateUrl: string | null;
  readonly recommendationReference: string | null;
  readonly securityUpdateAvailable: boolean | null;
  readonly diskPaths: readonly string[];
  readonly registryPaths: readonly string[];
  readonly firstSeenOn: EpochMs | null;
  readonly lastSeenOn: EpochMs | null;
  /** NoExploit, ExploitIsPublic, ExploitIsVerified or ExploitIsInKit. */
  readonly exploitabilityLevel: string | null;
}

/**
 * Understands the rows of one source of findings, however it spells its keys. `null` for a row without a machine.
 * This runs for every row of the export, so it does little more than read properties.
 */
export class FindingParser {
  readonly #notices: Notices;
  readonly #spelling = new FindingNames();
  readonly #firstSeen = new LastTime();
  readonly #lastSeen = new LastTime();

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** The finding that a row tells. */
  parse(given: JsonObject): Finding | null {
    const row = this.#spelling.understood(given);
    const { names } = this.#spelling;
    const machineId = this.#text(row, names.machineId);
    if (machineId === null) {
      this.#note(names.machineId, "missing: record rejected");
      return null;
    }
    return {
      machineId,
      cveId: this.#text(row, names.cveId),
      softwareVendor: this.#text(row, names.softwareVendor),
      softwareName: this.#text(row, names.softwareName),
      softwareVersion: this.#text(row, names.softwareVersion),
      cvssScore: this.#number(row, names.cvssScore),
      severity: this.#text(row, names.severity),
      recommendedSecurityUpdate: this.#text(row, names.recommendedSecurityUpdate),
      recommendedSecurityUpdateId: this.#text(row, names.recommendedSecurityUpdateId),
      recommendedSecurityUpdateUrl: this.#text(row, names.recommendedSecurityUpdateUrl),
      recommendationReference: this.#text(row, names.recommendationReference),
      securityUpdateAvailable: this.#flag(row, names.securityUpdateAvailable),
      diskPaths: this.#texts(row, names.diskPaths),
      registryPaths: this.#texts(row, names.registryPaths),
      firstSeenOn: this.#time(row, names.firstSeenOn, this.#firstSeen),
      lastSeenOn: this.#time(row, names.lastSeenOn, this.#lastSeen),
      exploitabilityLevel: this.#text(row, names.exploitabilityLevel),
    };
  }

  #text(row: JsonObject, name: string): string | null {
    const value = row[name];
    if (typeof value === "string") {
      return value === "" ? null : value;
    }
    if (value === undefined || value === null) {
      return null;
    }
    this.#odd(name, "text", value);
    return typeof value === "object" ? null : String(value);
  }

  #number(row: JsonObject, name: string): number | null {
    const value = row[name];
    if (typeof value === "number") {
      return value;
    }
    if (value === undefined || value === null || value === "") {
      return null;
    }
    this.#odd(name, "number", value);
    const number = typeof value === "string" ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : null;
  }

  #flag(row: JsonObject, name: string): boolean | null {
    const value = row[name];
    if (typeof value === "boolean") {
      return value;
    }
    if (value === undefined || value === null || value === "") {
      return null;
    }
    this.#odd(name, "boolean", value);
    const word = typeof value === "string" ? value.toLowerCase() : "";
    return word === "true" || (word === "false" ? false : null);
  }

  #texts(row: JsonObject, name: string): readonly string[] {
    const value = row[name];
    if (value === undefined || value === null) {
      return none;
    }
    if (!Array.isArray(value)) {
      this.#odd(name, "list", value);
      return typeof value === "string" && value !== "" ? [value] : none;
    }
    return value.every(isText) ? value : value.filter(isText);
  }

  #time(row: JsonObject, name: string, last: LastTime): EpochMs | null {
    const value = row[name];
    if (value === undefined || value === null || value === "") {
      return null;
    }
    if (typeof value !== "string") {
      this.#odd(name, "time", value);
      return null;
    }
    const time = last.parse(value);
    if (time === null && !value.startsWith("0001-01-01")) {
      this.#note(name, "not a time");
    }
    return time;
  }

  #odd(field: string, wanted: string, value: Json): void {
    this.#note(field, `expected ${wanted}, got ${Array.isArray(value) ? "list" : typeof value}`);
  }

  #note(field: string, problem: string): void {
    this.#notices.note({ collection: "findings", field, problem });
  }
}

/** Neighbouring rows of an export often share a moment, so the last one is kept. */
class LastTime {
  #text = "";
  #time: EpochMs | null = null;

  parse(text: string): EpochMs | null {
    if (text !== this.#text) {
      this.#text = text;
      this.#time = parseTime(text);
    }
    return this.#time;
  }
}

const none: readonly string[] = [];

function isText(value: Json): value is string {
  return typeof value === "string" && value !== "";
}
