import type { LibraryQuestion } from "./library-question.ts";

/** What is new, and what is gone. */
export const changes: readonly LibraryQuestion[] = [
  {
    id: "devices-new",
    title: "Which devices are new?",
    description: "Devices that Defender first saw within the last {{days}} days.",
    good: "Devices that were handed out.",
    query: `FIND user_endpoint AS d WHERE d.firstSeenOn > date.now - {{days}} * 86400000
RETURN d.displayName AS device, d.osPlatform AS platform, d.managed AS managed, d.firstSeenOn AS firstSeenOn
ORDER BY firstSeenOn DESC`,
    resultsAre: "INFORMATIVE",
    tags: ["devices"],
    parameters: { days: 7 },
  },
  {
    id: "devices-gone",
    title: "Which devices are gone?",
    description: "Devices that left the graph within the last {{days}} days.",
    good: "Devices that were retired.",
    query: `FIND user_endpoint WITH _deleted = true AS d WHERE d._endOn > date.now - {{days}} * 86400000
RETURN d.displayName AS device, d.lastSeenOn AS lastSeenOn, d._endOn AS goneOn ORDER BY goneOn DESC`,
    resultsAre: "INFORMATIVE",
    tags: ["devices"],
    parameters: { days: 7 },
  },
  {
    id: "weaknesses-new",
    title: "Which weaknesses are new in the tenant?",
    description:
      "Findings first detected within the last {{days}} days, with how many machines have them.",
    good: "None that is critical.",
    query: `FIND microsoft_defender_vulnerability AS f THAT IDENTIFIED microsoft_defender_machine AS m
WHERE f._createdOn > date.now - {{days}} * 86400000
RETURN f.displayName AS weakness, f.severity AS severity, f.publicExploit AS exploit, COUNT(m) AS machines
ORDER BY machines DESC, weakness`,
    resultsAre: "INFORMATIVE",
    tags: ["weaknesses"],
    parameters: { days: 7 },
  },
  {
    id: "weaknesses-fixed",
    title: "Which weaknesses were fixed?",
    description: "Findings that no machine has any more, since the last {{days}} days.",
    good: "The ones that were worked on.",
    query: `FIND microsoft_defender_vulnerability WITH _deleted = true AS f WHERE f._endOn > date.now - {{days}} * 86400000
RETURN f.displayName AS weakness, f.severity AS severity, f._endOn AS fixedOn ORDER BY fixedOn DESC`,
    resultsAre: "GOOD",
    tags: ["weaknesses", "patching"],
    parameters: { days: 30 },
  },
  {
    id: "software-new",
    title: "Which software is new?",
    description:
      "Software versions that came within the last {{days}} days, with how many machines have them.",
    good: "Updates of what was there.",
    query: `FIND microsoft_defender_software AS s THAT INSTALLED microsoft_defender_machine AS m
WHERE s._createdOn > date.now - {{days}} * 86400000
RETURN s.displayName AS software, COUNT(m) AS machines ORDER BY machines DESC, software`,
    resultsAre: "INFORMATIVE",
    tags: ["software"],
    parameters: { days: 7 },
  },
  {
    id: "users-new",
    title: "Which users are new?",
    description: "Directory users that were made within the last {{days}} days.",
    good: "People who joined.",
    query: `FIND microsoft_defender_user AS u WHERE u.createdOn > date.now - {{days}} * 86400000
RETURN u.displayName AS user, u.username AS name, u.isGuest AS guest, u.createdOn AS createdOn ORDER BY createdOn DESC`,
    resultsAre: "INFORMATIVE",
    tags: ["accounts"],
    parameters: { days: 30 },
  },
  {
    id: "machines-changed",
    title: "Which machines changed most recently?",
    description: "Machines something about which changed within the last {{days}} days.",
    good: "Changes that have a reason.",
    query: `FIND microsoft_defender_machine AS m WHERE m._beginOn > date.now - {{days}} * 86400000 AND m._version > 1
RETURN m.displayName AS machine, m._version AS version, m.exposureLevel AS exposure, m.riskScore AS risk,
  m._beginOn AS changedOn ORDER BY changedOn DESC LIMIT 100`,
    resultsAre: "INFORMATIVE",
    tags: ["devices"],
    parameters: { days: 2 },
  },
];
