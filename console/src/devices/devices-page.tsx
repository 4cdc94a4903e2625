import { CollectionPage } from "../collection/collection-page.tsx";
import { quoted } from "../query/j1ql-text.ts";
import type { CollectionSpec } from "../collection/collection-spec.ts";

const critical = "microsoft_defender_vulnerability WITH severity = 'Critical'";

const spec: CollectionSpec = {
  title: "Devices",
  type: "user_endpoint",
  one: "device",
  many: "devices",
  searched: ["displayName", "osName", "lastIpAddress"],
  sort: "displayName",
  sidesAfter: 3,
  pills: [
    { id: "risk", label: "High risk", condition: "riskScore = 'High'" },
    { id: "exposure", label: "High exposure", condition: "exposureLevel = 'High'" },
    { id: "silent", label: "Silent for 7 days", condition: "lastSeenOn < date.now - 7 days" },
    { id: "new", label: "New in 7 days", condition: "firstSeenOn > date.now - 7 days" },
    { id: "unhealthy", label: "Sensor not active", condition: "healthStatus != 'Active'" },
    { id: "unmanaged", label: "Not onboarded", condition: "managed = false" },
  ],
  columns: [
    { property: "osName", header: "System", width: 112 },
    { property: "riskScore", header: "Risk", width: 142, look: "level" },
    { property: "exposureLevel", header: "Exposure", width: 108, look: "level" },
    { property: "lastSeenOn", header: "Last seen", width: 92, look: "age" },
    { property: "healthStatus", header: "Sensor", width: 92 },
    { property: "onboardingStatus", header: "Onboarding", width: 110 },
    { property: "machineTags", header: "Tags", width: 90, look: "list" },
  ],
  sides: [
    {
      id: "usedBy",
      header: "Used by",
      width: 146,
      grow: 2,
      shows: "names",
      query: (keys) =>
        `FIND user_endpoint WITH _key = ${keys} AS e THAT OWNS person AS p RETURN e._key AS k, p.displayName AS name, p._key AS other`,
    },
    {
      id: "critical",
      header: "Critical",
      width: 84,
      shows: "number",
      query: (keys) =>
        `FIND user_endpoint WITH _key = ${keys} AS e THAT MANAGES microsoft_defender_machine THAT IDENTIFIED ${critical} AS v RETURN e._key AS k, COUNT(v) AS n`,
      listing: (key) =>
        `FIND ${critical} THAT IDENTIFIED microsoft_defender_machine THAT MANAGES user_endpoint WITH _key = ${quoted(key)}`,
    },
  ],
};

/** Every device that Defender knows, with who uses it. */
export function DevicesPage() {
  return <CollectionPage spec={spec} />;
}
