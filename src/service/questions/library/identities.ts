import type { LibraryQuestion } from "./library-question.ts";

/** Who is who, and who may what. */
export const identities: readonly LibraryQuestion[] = [
  {
    id: "who-logs-on-where",
    title: "Who logs on to which machine?",
    description:
      "Directory users behind the accounts that log on, with the machines and the last logon.",
    good: "People on their own machines, administrators on servers.",
    query: `FIND microsoft_defender_user AS p THAT IS microsoft_defender_logon_user AS u
THAT HAS AS h microsoft_defender_machine AS m
RETURN p.displayName AS person, u.displayName AS account, m.displayName AS machine, h.logonTypes AS types,
  h.lastSeenOn AS lastSeenOn ORDER BY person, machine`,
    resultsAre: "INFORMATIVE",
    tags: ["accounts", "logons"],
  },
  {
    id: "accounts-unknown",
    title: "Which accounts that log on belong to nobody?",
    description: "Domain and cloud accounts for which no directory user was found.",
    good: "Only accounts that are known to be of services or partners.",
    query: `FIND microsoft_defender_logon_user WITH accountKind = ('domain' OR 'cloud')
THAT !IS microsoft_defender_user`,
    resultsAre: "BAD",
    tags: ["accounts"],
  },
  {
    id: "local-accounts",
    title: "Which machines are used with local accounts?",
    description:
      "Accounts of a single machine that logged on to it: they escape the directory's rules.",
    good: "None but those that are meant for emergencies.",
    query: `FIND microsoft_defender_logon_user WITH accountKind = 'local' AS u THAT HAS AS h microsoft_defender_machine AS m
RETURN m.displayName AS machine, u.accountName AS account, h.lastSeenOn AS lastSeenOn ORDER BY machine, account`,
    resultsAre: "BAD",
    tags: ["accounts", "logons"],
  },
  {
    id: "local-administrators",
    title: "Where do administrators log on to workstations?",
    description: "Interactive logons with administrative rights on machines that are no servers.",
    good: "None: administrators use accounts and machines of their own.",
    query: `FIND microsoft_defender_machine WITH osPlatform !^= 'WindowsServer' AS m
THAT HAS AS h microsoft_defender_logon_user WITH accountKind != 'system' AS u
WHERE h.isDomainAdmin = true AND h.logonTypes = ('Interactive' OR 'RemoteInteractive')
RETURN m.displayName AS machine, u.displayName AS account, h.lastSeenOn AS lastSeenOn ORDER BY machine, account`,
    resultsAre: "BAD",
    tags: ["accounts", "logons"],
  },
  {
    id: "leavers-log-on",
    title: "Which disabled users are still seen on machines?",
    description: "Accounts of disabled directory users that still count as used on a machine.",
    good: "None.",
    query: `FIND microsoft_defender_user WITH active = false AS p THAT IS microsoft_defender_logon_user AS u
THAT HAS AS h microsoft_defender_machine AS m WHERE h.current = true
RETURN p.displayName AS person, u.displayName AS account, m.displayName AS machine, h.lastSeenOn AS lastSeenOn`,
    resultsAre: "BAD",
    tags: ["accounts", "leavers"],
  },
  {
    id: "leavers-with-devices",
    title: "Which employees who left still own a device?",
    description: "Employees none of whose users may sign in, with devices that are still theirs.",
    good: "None: the devices came back.",
    query: `FIND person WITH active = false AS p THAT OWNS user_endpoint AS d
RETURN p.displayName AS employee, p.email AS email, d.displayName AS device, d.lastSeenOn AS lastSeenOn`,
    resultsAre: "BAD",
    tags: ["employees", "leavers", "devices"],
  },
  {
    id: "guests",
    title: "Which guests are in the directory?",
    description: "Users from outside, with the state of their invitation.",
    good: "Only guests that somebody vouches for.",
    query: `FIND microsoft_defender_user WITH isGuest = true AS u
RETURN u.displayName AS guest, u.email AS email, u.externalUserState AS state, u.createdOn AS createdOn
ORDER BY createdOn`,
    resultsAre: "INFORMATIVE",
    tags: ["guests"],
  },
  {
    id: "guests-in-groups",
    title: "Which groups do guests belong to?",
    description: "Groups with members from outside.",
    good: "Only groups that are meant for working with others.",
    query: `FIND microsoft_defender_group AS g THAT HAS microsoft_defender_user WITH isGuest = true AS u
RETURN g.displayName AS group, COUNT(u) AS guests ORDER BY guests DESC, group`,
    resultsAre: "INFORMATIVE",
    tags: ["guests", "groups"],
  },
  {
    id: "several-users-of-a-person",
    title: "Which employees have several users?",
    description:
      "Employees to whom more than one directory user belongs, by employee number or address.",
    good: "One user each, and a second one only for administration.",
    query: `FIND person AS p THAT IS microsoft_defender_user AS u
RETURN p.displayName AS employee, p.email AS email, COUNT(u) AS users HAVING users > 1 ORDER BY users DESC, employee`,
    resultsAre: "INFORMATIVE",
    tags: ["employees", "accounts"],
  },
  {
    id: "role-groups",
    title: "Who is in groups that can hold directory roles?",
    description: "Members of groups that may be given directory roles.",
    good: "Few, and all of them known.",
    query: `FIND microsoft_defender_group WITH isAssignableToRole = true AS g THAT HAS microsoft_defender_user AS u
RETURN g.displayName AS group, u.displayName AS user, u.active AS active ORDER BY group, user`,
    resultsAre: "INFORMATIVE",
    tags: ["groups", "privileges"],
  },
  {
    id: "managers-of-exposed",
    title: "Whose teams have most exposed devices?",
    description: "Managers by how many of their people own a machine with a critical finding.",
    good: "Nobody stands out.",
    query: `FIND person AS boss THAT MANAGES >> person AS p THAT OWNS user_endpoint AS d
THAT MANAGES << microsoft_defender_machine
THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = 'Critical'
RETURN boss.displayName AS manager, boss.email AS email, COUNT(d) AS devices ORDER BY devices DESC, manager`,
    resultsAre: "INFORMATIVE",
    tags: ["employees", "weaknesses"],
  },
];
