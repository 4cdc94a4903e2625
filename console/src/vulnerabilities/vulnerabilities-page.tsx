import { CollectionPage } from "../collection/collection-page.tsx";
import type { CollectionSpec } from "../collection/collection-spec.ts";
import { quoted } from "../query/j1ql-text.ts";

const machines = "THAT IDENTIFIED microsoft_defender_machine THAT MANAGES user_endpoint AS d";

const spec: CollectionSpec = {
  title: "Vulnerabilities",
  type: "microsoft_defender_vulnerability",
  one: "vulnerability",
  many: "vulnerabilities",
  searched: ["displayName", "description"],
  sort: "-cvssScore",
  sidesAfter: 3,
  pills: [
    {
      id: "critical-exploitable",
      label: "Critical and exploitable",
      condition: "severity = 'Critical' AND publicExploit = true",
    },
    { id: "critical", label: "Critical", condition: "severity = 'Critical'" },
    { id: "exploit", label: "Public exploit", condition: "publicExploit = true" },
    { id: "kit", label: "In an exploit kit", condition: "exploitInKit = true" },
    { id: "likely", label: "EPSS above 0.5", condition: "epss > 0.5" },
    { id: "new", label: "Found in 30 days", condition: "firstDetectedOn > date.now - 30 days" },
  ],
  columns: [
    { property: "severity", header: "Severity", width: 108, look: "level" },
    { property: "cvssScore", header: "CVSS", width: 76, look: "number" },
    { property: "epss", header: "EPSS", width: 76, look: "number" },
    { property: "publicExploit", header: "Exploit", width: 84, look: "flag" },
    { property: "exploitVerified", header: "Verified", width: 84, look: "flag" },
    { property: "exploitInKit", header: "In a kit", width: 84, look: "flag" },
    { property: "firstDetectedOn", header: "First found", width: 108, look: "age" },
    { property: "publishedOn", header: "Published", width: 108, look: "age" },
  ],
  sides: [
    {
      id: "devices",
      header: "Devices",
      width: 92,
      shows: "number",
      query: (keys) =>
        `FIND microsoft_defender_vulnerability WITH _key = ${keys} AS e ${machines} RETURN e._key AS k, COUNT(d) AS n`,
      listing: (key) =>
        `FIND user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability WITH _key = ${quoted(key)}`,
    },
    {
      id: "people",
      header: "People",
      width: 88,
      shows: "number",
      query: (keys) =>
        `FIND microsoft_defender_vulnerability WITH _key = ${keys} AS e ${machines} THAT OWNS person AS p RETURN e._key AS k, COUNT(p) AS n`,
      listing: (key) =>
        `FIND person THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability WITH _key = ${quoted(key)}`,
    },
  ],
};

/** The weaknesses that expose a machine, with how many devices and people they concern. */
export function VulnerabilitiesPage() {
  return <CollectionPage spec={spec} />;
}
