/** A question that the console offers, with the J1QL that asks it. */
export interface StarterQuestion {
  readonly id: string;
  readonly title: string;
  readonly query: string;
}

/** The first questions of a Defender user. Each shows a part of the language. */
export const starterQuestions: readonly StarterQuestion[] = [
  {
    id: "critical-exploit",
    title: "Which employees use a machine with a critical CVE that has a public exploit?",
    query: `FIND person AS employee
  THAT OWNS user_endpoint AS device
  THAT MANAGES microsoft_defender_machine
  THAT IDENTIFIED microsoft_defender_vulnerability
    WITH severity = "Critical" AND publicExploit = true AS cve
RETURN employee.displayName AS Employee, device.displayName AS Device, cve.displayName AS CVE`,
  },
  {
    id: "no-logon-user",
    title: "Machines nobody logs on to",
    query: `FIND microsoft_defender_machine WITH onboardingStatus = "Onboarded" AND merged != true
  THAT !HAS microsoft_defender_logon_user`,
  },
  {
    id: "most-devices",
    title: "People with the most devices",
    query: `FIND person AS p THAT OWNS user_endpoint AS d
RETURN p.displayName AS Person, COUNT(d) AS Devices
ORDER BY Devices DESC LIMIT 20`,
  },
  {
    id: "not-onboarded",
    title: "Not onboarded",
    query: "FIND user_endpoint WITH managed = false",
  },
  {
    id: "groups-at-risk",
    title: "Groups at risk",
    query: `FIND microsoft_defender_group AS team
  THAT HAS microsoft_defender_user
  THAT IS person
  THAT OWNS user_endpoint
  THAT MANAGES microsoft_defender_machine AS machine
  THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = "Critical" AS cve
RETURN team.displayName AS Group, COUNT(machine) AS Machines, COUNT(cve) AS CVEs
ORDER BY Machines DESC LIMIT 20`,
  },
  {
    id: "risky-software",
    title: "Riskiest software",
    query: `FIND microsoft_defender_software AS software
  THAT HAS microsoft_defender_vulnerability WITH severity = "Critical" AS cve
RETURN software.displayName AS Software, COUNT(cve) AS CVEs
ORDER BY CVEs DESC LIMIT 20`,
  },
];
