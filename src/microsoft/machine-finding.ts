import { type Call, isCollection } from "./call.ts";
import { pageOf, type Reading } from "./collection.ts";
import { listEach } from "./each.ts";
import { Failure } from "../base/failure.ts";
import type { Finding } from "./finding.ts";
import type { Listing, Page } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";
import { vulnerabilityOf, type Vulnerability } from "./vulnerability.ts";

/** What sources other than the export leave unsaid. */
const unsaid = {
  softwareVendor: null,
  softwareName: null,
  softwareVersion: null,
  cvssScore: null,
  recommendedSecurityUpdate: null,
  recommendedSecurityUpdateId: null,
  recommendedSecurityUpdateUrl: null,
  recommendationReference: null,
  securityUpdateAvailable: null,
  diskPaths: [],
  registryPaths: [],
  firstSeenOn: null,
  lastSeenOn: null,
  exploitabilityLevel: null,
} as const;

/** Findings of all machines without the export's details: `/api/vulnerabilities/machinesVulnerabilities`. */
export function listMachinesVulnerabilities(reading: Reading): Listing<Finding> {
  return listBySkip(reading, {
    call: {
      api: "defender",
      family: "machinesVulnerabilities",
      path: "/api/vulnerabilities/machinesVulnerabilities",
      what: "vulnerabilities",
      permission: "Vulnerability.Read.All",
    },
    top: 10_000,
    idField: "id",
    key: null,
    parse: findingOf,
  });
}

function findingOf(record: RecordReader): Finding | null {
  const machineId = record.text("machineId");
  if (machineId === null) {
    return null;
  }
  return {
    ...unsaid,
    machineId,
    cveId: record.text("cveId"),
    softwareVendor: record.text("productVendor"),
    softwareName: record.text("productName"),
    softwareVersion: record.text("productVersion"),
    cvssScore: record.number("cvssV3"),
    severity: record.text("severity"),
    recommendedSecurityUpdateId: record.text("fixingKbId"),
  };
}

/** The last resort, a call a machine: `/api/machines/{id}/vulnerabilities`, which does not tell the software. */
export function listFindingsOfEach(
  reading: Reading,
  machineIds: readonly string[],
): Listing<Finding> {
  return listEach({
    collection: "vulnerabilities",
    inputs: machineIds,
    width: 8,
    key: null,
    read: (machineId, signal) => readFindings(reading, machineId, signal),
  });
}

async function readFindings(
  reading: Reading,
  machineId: string,
  signal?: AbortSignal,
): Promise<Page<Finding>> {
  const call: Call = {
    api: "defender",
    family: "machineVulnerabilities",
    path: `/api/machines/${encodeURIComponent(machineId)}/vulnerabilities`,
    what: "vulnerabilities",
    permission: "Vulnerability.Read.All",
    notFoundRetries: 1,
    isSound: isCollection,
  };
  try {
    const body = await reading.http.json(call, signal);
    const page = pageOf(reading, { call, key: null, parse: vulnerabilityOf }, body);
    return { ...page, items: page.items.map((found) => findingAbout(machineId, found)) };
  } catch (error) {
    if (error instanceof Failure && error.code === "not_found") {
      return { items: [], rejected: 0 };
    }
    throw error;
  }
}

function findingAbout(machineId: string, found: Vulnerability): Finding {
  return {
    ...unsaid,
    machineId,
    cveId: found.id,
    cvssScore: found.cvssV3,
    severity: found.severity,
    firstSeenOn: found.firstDetectedOn,
    exploitabilityLevel: exploitabilityOf(found),
  };
}

function exploitabilityOf(found: Vulnerability): string | null {
  if (found.exploitInKit === true) {
    return "ExploitIsInKit";
  }
  if (found.exploitVerified === true) {
    return "ExploitIsVerified";
  }
  if (found.publicExploit === true) {
    return "ExploitIsPublic";
  }
  return found.publicExploit === null ? null : "NoExploit";
}
