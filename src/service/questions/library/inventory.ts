import type { LibraryQuestion } from "./library-question.ts";

/** What there is. */
export const inventory: readonly LibraryQuestion[] = [
  {
    id: "devices-by-platform",
    title: "How many devices are there of each operating system?",
    description:
      "Counts devices by platform and release, each device once, however often it was reinstalled.",
    good: "No system that nobody knows of, and none that its maker no longer supports.",
    query: `FIND user_endpoint AS d
RETURN d.osPlatform AS platform, d.version AS release, COUNT(d) AS devices ORDER BY devices DESC`,
    resultsAre: "INFORMATIVE",
    tags: ["devices"],
  },
  {
    id: "devices-managed",
    title: "Which devices does Defender protect?",
    description: "Devices that are onboarded, with their health and when they last reported.",
    good: "Every device of the inventory is here.",
    query: `FIND user_endpoint WITH managed = true AS d
RETURN d.displayName AS device, d.osPlatform AS platform, d.healthStatus AS health, d.lastSeenOn AS lastSeenOn
ORDER BY device`,
    resultsAre: "GOOD",
    tags: ["devices"],
  },
  {
    id: "devices-per-person",
    title: "Which devices does each employee have?",
    description: "Devices by owner, with how the ownership is known and how sure it is.",
    good: "Everybody has the devices that they should have, with a confidence of 0.9.",
    query: `FIND person AS p THAT OWNS AS o user_endpoint AS d
RETURN p.displayName AS employee, p.email AS email, d.displayName AS device, o.method AS method,
  o.confidence AS confidence ORDER BY employee, device`,
    resultsAre: "INFORMATIVE",
    tags: ["devices", "employees"],
  },
  {
    id: "devices-shared",
    title: "Which devices have several owners?",
    description: "Devices that more than one employee owns or uses interactively.",
    good: "Only devices that are meant to be shared.",
    query: `FIND user_endpoint AS d THAT OWNS person AS p
RETURN d.displayName AS device, COUNT(p) AS owners HAVING owners > 1 ORDER BY owners DESC, device`,
    resultsAre: "INFORMATIVE",
    tags: ["devices", "employees"],
  },
  {
    id: "servers",
    title: "Which servers does Defender know?",
    description: "Machines with a server's operating system.",
    good: "All servers, each onboarded.",
    query: `FIND microsoft_defender_machine WITH osPlatform ^= 'WindowsServer' OR osPlatform = ('Ubuntu' OR 'Debian' OR 'RedHatEnterpriseLinux' OR 'CentOS' OR 'SUSE')
AS m RETURN m.displayName AS machine, m.osPlatform AS platform, m.managed AS managed, m.exposureLevel AS exposure
ORDER BY machine`,
    resultsAre: "INFORMATIVE",
    tags: ["devices", "servers"],
  },
  {
    id: "software-most-installed",
    title: "Which software is installed on most machines?",
    description: "Products by how many machines have some version of them.",
    good: "Only software that is wanted.",
    query: `FIND microsoft_defender_software AS s THAT INSTALLED microsoft_defender_machine AS m
RETURN s.vendor AS vendor, s.product AS product, COUNT(m) AS machines ORDER BY machines DESC, product LIMIT 50`,
    resultsAre: "INFORMATIVE",
    tags: ["software"],
  },
  {
    id: "software-versions",
    title: "Of which software are many versions in use?",
    description: "Products in more than one version: updates do not arrive everywhere.",
    good: "One or two versions of each product.",
    query: `FIND microsoft_defender_software AS s THAT INSTALLED microsoft_defender_machine AS m
RETURN s.vendor AS vendor, s.product AS product, COUNT(s) AS versions, COUNT(m) AS machines
HAVING versions > 1 ORDER BY versions DESC, product`,
    resultsAre: "INFORMATIVE",
    tags: ["software", "patching"],
  },
  {
    id: "device-tags",
    title: "How many machines carry each tag?",
    description: "Machine tags of Defender, with how many machines carry them.",
    good: "Tags as they were agreed, and no misspelt ones.",
    query: `FIND microsoft_defender_machine AS m
RETURN UNWIND(m.machineTags) AS tag, COUNT(m) AS machines ORDER BY machines DESC, tag`,
    resultsAre: "INFORMATIVE",
    tags: ["devices", "tags"],
  },
];
