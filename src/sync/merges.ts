import { mergeEvidence } from "../convert/evidence-merge.ts";
import { mergeFindings } from "../convert/finding-merge.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { Merges } from "../store/edge-join.ts";

/** How edges that come several times are joined: a finding may stand in several rows of the export, one per software. */
export const merges: Merges = new Map([
  [relationshipTypes.machineIdentifiedVulnerability.type, mergeFindings],
  [relationshipTypes.machineIdentifiedEndOfSupport.type, mergeEvidence],
  [relationshipTypes.machineInstalledBrowserExtension.type, mergeEvidence],
  [relationshipTypes.machineViolatesConfiguration.type, mergeEvidence],
  [relationshipTypes.machineHasCertificate.type, mergeEvidence],
]);
