import { entityTypes, relationshipTypes } from "../convert/types.ts";

/** What rows tell of software. */
export const softwareTypes: readonly string[] = [
  entityTypes.software.type,
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.softwareHasVulnerability.type,
];

/** What rows tell of weaknesses. */
export const findingEdgeTypes: readonly string[] = [
  relationshipTypes.machineIdentifiedVulnerability.type,
];
