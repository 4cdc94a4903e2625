import { type Slice, toneOf } from "../chart/slice.ts";
import type { CountedGroup } from "../chart/use-groups.ts";

/** A chart of the board: the query that groups, and where each group leads. */
export interface ChartSpec {
  readonly title: string;
  readonly unit: string;
  readonly shape: "donut" | "bars";
  readonly query: string;
  readonly slice: (group: CountedGroup) => Slice;
  /** The order of the groups by name; by number when absent. */
  readonly order?: readonly string[];
}

const degrees = ["Critical", "High", "Medium", "Low", "Informational", "None", "not told"];

function listedBy(
  type: string,
  property: string,
  tone?: Slice["tone"],
): (group: CountedGroup) => Slice {
  return ({ name, count }) => {
    const value = name === "not told" ? "undefined" : `'${name.replaceAll("'", String.raw`\'`)}'`;
    const q = `FIND ${type} WITH ${property} = ${value}`;
    return { label: name, value: count, tone: tone ?? toneOf(name), path: "/query", search: { q } };
  };
}

/** The board "Endpoint risk". */
export const charts: readonly ChartSpec[] = [
  {
    title: "Devices by exposure",
    unit: "devices",
    shape: "donut",
    order: degrees,
    query: "FIND user_endpoint AS d RETURN d.exposureLevel AS name, COUNT(d) AS n",
    slice: listedBy("user_endpoint", "exposureLevel"),
  },
  {
    title: "Devices by risk",
    unit: "devices",
    shape: "donut",
    order: degrees,
    query: "FIND user_endpoint AS d RETURN d.riskScore AS name, COUNT(d) AS n",
    slice: listedBy("user_endpoint", "riskScore"),
  },
  {
    title: "Vulnerabilities by severity",
    unit: "CVEs",
    shape: "donut",
    order: degrees,
    query: "FIND microsoft_defender_vulnerability AS v RETURN v.severity AS name, COUNT(v) AS n",
    slice: listedBy("microsoft_defender_vulnerability", "severity"),
  },
  {
    title: "Devices by system",
    unit: "devices",
    shape: "bars",
    query: "FIND user_endpoint AS d RETURN d.osName AS name, COUNT(d) AS n ORDER BY n DESC LIMIT 8",
    slice: listedBy("user_endpoint", "osName", "accent"),
  },
  {
    title: "Exploitable critical CVEs on most devices",
    unit: "devices",
    shape: "bars",
    query:
      "FIND microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true AS v THAT IDENTIFIED microsoft_defender_machine AS m RETURN v.displayName AS name, COUNT(m) AS n ORDER BY n DESC LIMIT 8",
    slice: ({ name, count }) => {
      const search = {
        q: `FIND user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability WITH displayName = '${name}'`,
      };
      return { label: name, value: count, tone: "critical", path: "/query", search };
    },
  },
  {
    title: "Software with most critical CVEs",
    unit: "CVEs",
    shape: "bars",
    query:
      "FIND microsoft_defender_software AS s THAT HAS microsoft_defender_vulnerability WITH severity = 'Critical' AS v RETURN s.displayName AS name, COUNT(v) AS n ORDER BY n DESC LIMIT 8",
    slice: ({ name, count }) => {
      const search = { find: name };
      return { label: name, value: count, tone: "high", path: "/software", search };
    },
  },
];
