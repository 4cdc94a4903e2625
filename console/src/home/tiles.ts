import type { Search } from "../app/address.ts";
import type { IconName } from "../part/icons.ts";

/** A number that leads to what it counts. */
export interface TileSpec {
  readonly label: string;
  readonly icon: IconName;
  readonly query: string;
  readonly path: string;
  readonly search: Search;
  /** A number that should be nought. */
  readonly isBad?: boolean;
}

function listed(query: string): Pick<TileSpec, "query" | "path" | "search"> {
  return { query, path: "/query", search: { q: query } };
}

/** What there is. */
export const inventory: readonly TileSpec[] = [
  { label: "Devices", icon: "laptop", query: "FIND user_endpoint", path: "/devices", search: {} },
  { label: "Employees", icon: "badge", query: "FIND person", path: "/people", search: {} },
  {
    label: "Vulnerabilities",
    icon: "bug",
    query: "FIND microsoft_defender_vulnerability",
    path: "/vulnerabilities",
    search: {},
  },
  {
    label: "Software versions",
    icon: "box",
    query: "FIND microsoft_defender_software",
    path: "/software",
    search: {},
  },
];

/** What deserves a look. */
export const attention: readonly TileSpec[] = [
  {
    label: "Critical CVEs with a public exploit",
    icon: "bug",
    query:
      "FIND microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true",
    path: "/vulnerabilities",
    search: { pills: "critical-exploitable" },
    isBad: true,
  },
  {
    label: "Devices whose sensor is not active",
    icon: "shield",
    query: "FIND user_endpoint WITH healthStatus != 'Active'",
    path: "/devices",
    search: { pills: "unhealthy" },
    isBad: true,
  },
  {
    label: "Devices not onboarded",
    icon: "laptop",
    query: "FIND user_endpoint WITH managed = false",
    path: "/devices",
    search: { pills: "unmanaged" },
    isBad: true,
  },
  {
    label: "Accounts that log on and are no directory user",
    icon: "key",
    ...listed("FIND microsoft_defender_logon_user THAT !IS microsoft_defender_user"),
    isBad: true,
  },
  {
    label: "Devices without a known owner",
    icon: "question",
    ...listed("FIND user_endpoint THAT !OWNS person"),
    isBad: true,
  },
];
