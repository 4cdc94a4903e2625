import type { Properties, PropertyValue } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import { cleanList } from "./clean.ts";
import { keptPaths } from "./finding-merge.ts";

type Evidence = Record<string, PropertyValue>;

function addPaths(
  evidence: Evidence,
  found: readonly string[],
  [count, paths]: readonly [string, string],
): void {
  if (found.length === 0) return;
  const clean = cleanList(found);
  if (clean.length === 0) return;
  evidence[count] = clean.length;
  evidence[paths] = clean.length > keptPaths ? clean.slice(0, keptPaths) : clean;
}

/** Properties are added in alphabetical order: the store writes them as they come, millions of times. */
function addSeverity(evidence: Evidence, row: Finding): void {
  if (row.cvssScore !== null) evidence["cvssScore"] = row.cvssScore;
  addPaths(evidence, row.diskPaths, ["diskPathCount", "diskPaths"]);
  if (row.exploitabilityLevel !== null) evidence["exploitabilityLevel"] = row.exploitabilityLevel;
  if (row.firstSeenOn !== null) evidence["firstSeenOn"] = row.firstSeenOn;
}

function addFix(evidence: Evidence, row: Finding): void {
  if (row.recommendedSecurityUpdateId)
    evidence["fixingUpdateIds"] = [row.recommendedSecurityUpdateId];
  if (row.recommendedSecurityUpdateUrl)
    evidence["fixingUpdateUrls"] = [row.recommendedSecurityUpdateUrl];
  if (row.recommendedSecurityUpdate) evidence["fixingUpdates"] = [row.recommendedSecurityUpdate];
  if (row.lastSeenOn !== null) evidence["lastSeenOn"] = row.lastSeenOn;
}

/**
 * What one row says about one machine and one CVE, in the form that `mergeFindings` gives: lists sorted, paths capped,
 * properties in alphabetical order, and nothing for what the row does not say.
 */
export function findingEvidence(row: Finding, software: string | null): Properties {
  const evidence: Evidence = {};
  addSeverity(evidence, row);
  addFix(evidence, row);
  addPaths(evidence, row.registryPaths, ["registryPathCount", "registryPaths"]);
  if (row.securityUpdateAvailable !== null)
    evidence["securityUpdateAvailable"] = row.securityUpdateAvailable;
  if (row.severity !== null) evidence["severity"] = row.severity;
  if (software !== null) evidence["software"] = [software];
  return evidence;
}
