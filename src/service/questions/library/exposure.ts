import type { LibraryQuestion } from "./library-question.ts";

/** Where an attacker could get in. */
export const exposure: readonly LibraryQuestion[] = [
  {
    id: "critical-with-exploit",
    title: "Which critical weaknesses have a public exploit, and on which machines are they?",
    description:
      "Critical findings for which an exploit is public, each with its machine and the software at fault.",
    good: "None.",
    query: `FIND microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true AS f
THAT IDENTIFIED AS i microsoft_defender_machine AS m
RETURN f.displayName AS weakness, m.displayName AS machine, i.software AS software, i.fixingUpdateIds AS fix
ORDER BY weakness, machine`,
    resultsAre: "BAD",
    tags: ["weaknesses", "exploits"],
  },
  {
    id: "employees-with-critical-exploit",
    title: "Which employees use a machine with a critical weakness that has a public exploit?",
    description: "The people to talk to first.",
    good: "None.",
    query: `FIND UNIQUE person AS p THAT OWNS user_endpoint AS d
THAT MANAGES << microsoft_defender_machine
THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true AS f
RETURN p.displayName AS employee, p.email AS email, d.displayName AS device, f.displayName AS weakness`,
    resultsAre: "BAD",
    tags: ["weaknesses", "employees", "exploits"],
  },
  {
    id: "weaknesses-on-most-machines",
    title: "Which weaknesses are on most machines?",
    description: "Findings by how many machines they expose: fixing the first ones does most.",
    good: "A short list with small numbers.",
    query: `FIND microsoft_defender_vulnerability AS f THAT IDENTIFIED microsoft_defender_machine AS m
RETURN f.displayName AS weakness, f.severity AS severity, f.publicExploit AS exploit, COUNT(m) AS machines
ORDER BY machines DESC, weakness LIMIT 50`,
    resultsAre: "INFORMATIVE",
    tags: ["weaknesses"],
  },
  {
    id: "machines-with-most-critical",
    title: "Which machines have most critical and high weaknesses?",
    description: "Machines by how many serious findings they have.",
    good: "No machine stands out.",
    query: `FIND microsoft_defender_machine AS m
THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = ('Critical' OR 'High') AS f
RETURN m.displayName AS machine, m.exposureLevel AS exposure, COUNT(f) AS weaknesses
ORDER BY weaknesses DESC, machine LIMIT 50`,
    resultsAre: "BAD",
    tags: ["weaknesses"],
  },
  {
    id: "exposure-high",
    title: "Which machines does Defender call highly exposed?",
    description: "Machines whose exposure level is High.",
    good: "None.",
    query: "FIND microsoft_defender_machine WITH exposureLevel = 'High'",
    resultsAre: "BAD",
    tags: ["exposure"],
  },
  {
    id: "risk-high",
    title: "On which machines does Defender see a high risk?",
    description: "Machines whose risk score is High: alerts are active on them.",
    good: "None.",
    query: "FIND microsoft_defender_machine WITH riskScore = 'High'",
    resultsAre: "BAD",
    tags: ["risk"],
  },
  {
    id: "risk-and-exposure",
    title: "Which machines are both at risk and exposed?",
    description:
      "Machines with a medium or high risk score that also have a medium or high exposure level.",
    good: "None.",
    query: `FIND microsoft_defender_machine
WITH riskScore = ('High' OR 'Medium') AND exposureLevel = ('High' OR 'Medium')`,
    resultsAre: "BAD",
    tags: ["risk", "exposure"],
  },
  {
    id: "fix-available",
    title: "Which serious weaknesses have an update that is not installed?",
    description:
      "Critical and high findings on machines for which a security update exists: only rolling out is left.",
    good: "None older than the time that the patch policy allows.",
    query: `FIND microsoft_defender_machine AS m
THAT IDENTIFIED AS i microsoft_defender_vulnerability WITH severity = ('Critical' OR 'High') AS f
WHERE i.securityUpdateAvailable = true
RETURN m.displayName AS machine, f.displayName AS weakness, f.severity AS severity, i.fixingUpdates AS update,
  i.firstSeenOn AS firstSeenOn ORDER BY firstSeenOn`,
    resultsAre: "BAD",
    tags: ["weaknesses", "patching"],
  },
  {
    id: "weaknesses-old",
    title: "Which serious weaknesses have been open for long?",
    description: "Critical and high findings first seen on a machine more than {{days}} days ago.",
    good: "None.",
    query: `FIND microsoft_defender_machine AS m
THAT IDENTIFIED AS i microsoft_defender_vulnerability WITH severity = ('Critical' OR 'High') AS f
WHERE i.firstSeenOn < date.now - {{days}} * 86400000
RETURN m.displayName AS machine, f.displayName AS weakness, f.severity AS severity, i.firstSeenOn AS firstSeenOn
ORDER BY firstSeenOn`,
    resultsAre: "BAD",
    tags: ["weaknesses", "patching"],
    parameters: { days: 30 },
  },
  {
    id: "software-most-weaknesses",
    title: "Which software brings most weaknesses?",
    description: "Software versions by how many critical and high findings they have.",
    good: "Nothing that could be removed or updated.",
    query: `FIND microsoft_defender_software AS s
THAT HAS microsoft_defender_vulnerability WITH severity = ('Critical' OR 'High') AS f
RETURN s.displayName AS software, COUNT(f) AS weaknesses ORDER BY weaknesses DESC, software LIMIT 50`,
    resultsAre: "BAD",
    tags: ["software", "weaknesses"],
  },
  {
    id: "weaknesses-likely-exploited",
    title: "Which weaknesses are most likely to be exploited soon?",
    description:
      "Findings by EPSS, the estimated probability that they are exploited within 30 days.",
    good: "Nothing above the threshold that is not being worked on.",
    query: `FIND microsoft_defender_vulnerability WITH epss >= {{least}} AS f THAT IDENTIFIED microsoft_defender_machine AS m
RETURN f.displayName AS weakness, f.severity AS severity, f.epss AS epss, COUNT(m) AS machines ORDER BY epss DESC LIMIT 50`,
    resultsAre: "BAD",
    tags: ["weaknesses", "exploits"],
    parameters: { least: 0.5 },
  },
  {
    id: "privileged-on-exposed",
    title: "Where do administrators log on to exposed machines?",
    description:
      "Accounts with administrative rights seen on machines with a critical finding that has a public exploit.",
    good: "None.",
    query: `FIND UNIQUE microsoft_defender_logon_user AS u THAT HAS AS h microsoft_defender_machine AS m
THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true
WHERE h.isDomainAdmin = true RETURN u.displayName AS account, m.displayName AS machine`,
    resultsAre: "BAD",
    tags: ["accounts", "weaknesses"],
  },
];
