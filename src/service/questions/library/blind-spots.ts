import type { LibraryQuestion } from "./library-question.ts";

/** What nobody looks at. */
export const blindSpots: readonly LibraryQuestion[] = [
  {
    id: "not-onboarded",
    title: "Which devices could be protected and are not?",
    description: "Devices that were only discovered on the network and can be onboarded.",
    good: "None.",
    query: "FIND user_endpoint WITH onboardingStatus = 'CanBeOnboarded'",
    resultsAre: "BAD",
    tags: ["devices", "onboarding"],
  },
  {
    id: "not-supported",
    title: "Which devices on the network cannot be protected?",
    description: "Discovered devices that Defender does not support, or does not know enough of.",
    good: "Only printers, phones and the like.",
    query: "FIND user_endpoint WITH onboardingStatus = ('Unsupported' OR 'InsufficientInfo')",
    resultsAre: "INFORMATIVE",
    tags: ["devices", "onboarding"],
  },
  {
    id: "without-owner",
    title: "Which devices belong to nobody?",
    description: "Onboarded devices that no employee owns, by registration or by logon.",
    good: "Only servers and shared machines.",
    query: "FIND user_endpoint WITH managed = true THAT !OWNS person",
    resultsAre: "BAD",
    tags: ["devices", "employees"],
  },
  {
    id: "without-device",
    title: "Which active employees have no device?",
    description:
      "Employees to whom no device belongs: they work on something that Defender does not see.",
    good: "Only people who need none.",
    query: "FIND person WITH active = true THAT !OWNS user_endpoint",
    resultsAre: "INFORMATIVE",
    tags: ["employees", "devices"],
  },
  {
    id: "without-logons",
    title: "On which machines was nobody seen to log on?",
    description: "Onboarded machines without a logon user.",
    good: "Only servers.",
    query:
      "FIND microsoft_defender_machine WITH managed = true THAT !HAS microsoft_defender_logon_user",
    resultsAre: "INFORMATIVE",
    tags: ["devices", "logons"],
  },
  {
    id: "excluded",
    title: "Which machines are excluded from vulnerability management?",
    description: "Machines that somebody excluded, with the reason.",
    good: "Only machines that are being retired.",
    query: `FIND microsoft_defender_machine WITH isExcluded = true AS m
RETURN m.displayName AS machine, m.exclusionReason AS reason`,
    resultsAre: "BAD",
    tags: ["devices"],
  },
  {
    id: "duplicates",
    title: "Which devices are known under several names or were reinstalled?",
    description:
      "Machines that were merged into another one, or that Defender suspects to be there twice.",
    good: "Few.",
    query: "FIND microsoft_defender_machine WITH merged = true OR isPotentialDuplication = true",
    resultsAre: "INFORMATIVE",
    tags: ["devices"],
  },
  {
    id: "antivirus-unknown",
    title: "Of which machines is the antivirus unknown?",
    description: "Onboarded machines that tell nothing of their antivirus.",
    good: "Only systems that have none of Defender's.",
    query: "FIND microsoft_defender_machine WITH managed = true AND avMode = undefined",
    resultsAre: "BAD",
    tags: ["antivirus"],
  },
  {
    id: "groups-empty",
    title: "Which groups have no members?",
    description: "Groups without any user, group or other member.",
    good: "None: what is not used is removed.",
    query: `FIND microsoft_defender_group
THAT !HAS >> (microsoft_defender_user | microsoft_defender_group | microsoft_defender_group_user)`,
    resultsAre: "INFORMATIVE",
    tags: ["groups"],
  },
];
