import type { PackRule } from "./pack-rule.ts";

/** Rules about weaknesses and risk. */
export const exposureRules: readonly PackRule[] = [
  {
    id: "critical-exploit-on-employee-device",
    name: "Critical weakness with a public exploit on an employee's device",
    description:
      "An employee's device has a critical finding for which an exploit is public. Update or remove the software that is named.",
    severity: "CRITICAL",
    asks: {
      query: `FIND UNIQUE person AS p THAT OWNS user_endpoint AS d
THAT MANAGES << microsoft_defender_machine
THAT IDENTIFIED AS i microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true AS f
RETURN d.displayName AS device, f.displayName AS weakness, p.displayName AS employee, p.email AS email, i.software AS software`,
    },
    newOnly: false,
    tags: ["weaknesses", "exploits", "employees"],
  },
  {
    id: "known-exploited",
    name: "Weakness that is known to be exploited",
    description:
      "A finding is linked to CISA's catalogue of known exploited vulnerabilities, or an exploit of it is part of a kit.",
    severity: "CRITICAL",
    asks: {
      query: `FIND microsoft_defender_vulnerability WITH exploitInKit = true OR exploitUris ~= 'cisa.gov' OR exploitTypes ~= 'CISA'`,
    },
    newOnly: false,
    tags: ["weaknesses", "exploits"],
  },
  {
    id: "critical-weakness-new",
    name: "New critical weakness",
    description: "A critical finding that the tenant did not have before.",
    severity: "HIGH",
    asks: { query: "FIND microsoft_defender_vulnerability WITH severity = 'Critical'" },
    newOnly: true,
    tags: ["weaknesses"],
  },
  {
    id: "weakness-spread",
    name: "Serious weakness on many machines",
    description: "A critical or high finding exposes at least {{machines}} machines.",
    severity: "HIGH",
    asks: {
      query: `FIND microsoft_defender_vulnerability WITH severity = ('Critical' OR 'High') AS f THAT IDENTIFIED microsoft_defender_machine AS m
RETURN f.displayName AS weakness, f.severity AS severity, COUNT(m) AS machines HAVING machines >= {{machines}}`,
    },
    newOnly: false,
    parameters: { machines: 100 },
    tags: ["weaknesses"],
  },
  {
    id: "exposure-rose",
    name: "Exposure level rose to High",
    description: "A machine's exposure level was not High before.",
    severity: "HIGH",
    asks: { query: "FIND microsoft_defender_machine WITH exposureLevel = 'High'" },
    newOnly: true,
    tags: ["exposure"],
  },
  {
    id: "risk-rose",
    name: "Risk score rose to High",
    description:
      "Defender sees a high risk on a machine on which it did not before: look at its incidents.",
    severity: "HIGH",
    asks: { query: "FIND microsoft_defender_machine WITH riskScore = 'High'" },
    newOnly: true,
    tags: ["risk"],
  },
];
