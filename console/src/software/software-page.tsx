import { CollectionPage } from "../collection/collection-page.tsx";
import type { CollectionSpec } from "../collection/collection-spec.ts";
import { quoted } from "../query/j1ql-text.ts";

const critical = "microsoft_defender_vulnerability WITH severity = 'Critical'";

const spec: CollectionSpec = {
  title: "Software",
  type: "microsoft_defender_software",
  one: "software version",
  many: "software versions",
  searched: ["displayName", "vendor", "product"],
  sort: "displayName",
  pills: [],
  columns: [
    { property: "vendor", header: "Vendor", width: 140 },
    { property: "product", header: "Product", width: 160 },
    { property: "version", header: "Version", width: 120 },
  ],
  sides: [
    {
      id: "devices",
      header: "Devices",
      width: 100,
      shows: "number",
      query: (keys) =>
        `FIND microsoft_defender_software WITH _key = ${keys} AS e THAT INSTALLED microsoft_defender_machine AS m RETURN e._key AS k, COUNT(m) AS n`,
      listing: (key) =>
        `FIND microsoft_defender_machine THAT INSTALLED microsoft_defender_software WITH _key = ${quoted(key)}`,
    },
    {
      id: "critical",
      header: "Critical CVEs",
      width: 120,
      shows: "number",
      query: (keys) =>
        `FIND microsoft_defender_software WITH _key = ${keys} AS e THAT HAS ${critical} AS v RETURN e._key AS k, COUNT(v) AS n`,
      listing: (key) =>
        `FIND ${critical} THAT HAS microsoft_defender_software WITH _key = ${quoted(key)}`,
    },
  ],
};

/** The software with weaknesses, by version. */
export function SoftwarePage() {
  return <CollectionPage spec={spec} />;
}
