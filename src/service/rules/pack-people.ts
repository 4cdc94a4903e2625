import type { PackRule } from "./pack-rule.ts";

/** Rules about people, their accounts and their devices. */
export const peopleRules: readonly PackRule[] = [
  {
    id: "leaver-logs-on",
    name: "Disabled user still logs on",
    description: "The account of a disabled directory user is still used on a machine.",
    severity: "HIGH",
    asks: {
      query: `FIND UNIQUE microsoft_defender_user WITH active = false AS p THAT IS microsoft_defender_logon_user AS u
THAT HAS AS h microsoft_defender_machine AS m WHERE h.current = true
RETURN p.displayName AS person, u.displayName AS account, m.displayName AS machine`,
    },
    newOnly: false,
    tags: ["leavers", "accounts"],
  },
  {
    id: "leaver-account-enabled",
    name: "Leaver with an enabled account",
    description:
      "An employee's main user is disabled, but another user of theirs may still sign in.",
    severity: "HIGH",
    asks: {
      query: `FIND person AS p THAT IS AS main microsoft_defender_user WITH active = false AS a
THAT IS person AS same THAT IS AS other microsoft_defender_user WITH active = true AS u
WHERE main.method = 'primary' AND p = same
RETURN p.displayName AS employee, p.email AS email, u.username AS account`,
    },
    newOnly: false,
    tags: ["leavers", "accounts"],
  },
  {
    id: "leaver-owns-device",
    name: "Leaver still owns a device",
    description: "An employee none of whose users may sign in still owns a device.",
    severity: "LOW",
    asks: {
      query: `FIND person WITH active = false AS p THAT OWNS user_endpoint AS d
RETURN p.displayName AS employee, p.email AS email, d.displayName AS device`,
    },
    newOnly: false,
    tags: ["leavers", "devices"],
  },
  {
    id: "admin-on-workstation",
    name: "Administrator logs on to a workstation",
    description:
      "An account with administrative rights logged on interactively to a machine that is no server.",
    severity: "MEDIUM",
    asks: {
      query: `FIND UNIQUE microsoft_defender_machine WITH osPlatform !^= 'WindowsServer' AS m
THAT HAS AS h microsoft_defender_logon_user WITH accountKind != 'system' AS u
WHERE h.isDomainAdmin = true AND h.logonTypes = ('Interactive' OR 'RemoteInteractive')
RETURN m.displayName AS machine, u.displayName AS account`,
    },
    newOnly: true,
    tags: ["logons", "privileges"],
  },
  {
    id: "account-unknown",
    name: "Unknown account logs on",
    description:
      "A domain or cloud account that belongs to no directory user was seen on a machine for the first time.",
    severity: "LOW",
    asks: {
      query: `FIND microsoft_defender_logon_user WITH accountKind = ('domain' OR 'cloud')
THAT !IS microsoft_defender_user`,
    },
    newOnly: true,
    tags: ["accounts"],
  },
  {
    id: "role-group-member",
    name: "New member of a group that can hold directory roles",
    description: "Somebody joined a group that may be given directory roles.",
    severity: "HIGH",
    asks: {
      query: `FIND UNIQUE microsoft_defender_group WITH isAssignableToRole = true AS g THAT HAS microsoft_defender_user AS u
RETURN g.displayName AS group, u.displayName AS user`,
    },
    newOnly: true,
    tags: ["groups", "privileges"],
  },
  {
    id: "device-new",
    name: "New device",
    description: "A device came into the graph within the last {{days}} days.",
    severity: "INFO",
    asks: { query: "FIND user_endpoint AS d WHERE d._createdOn > date.now - {{days}} * 86400000" },
    newOnly: true,
    parameters: { days: 1 },
    tags: ["devices"],
  },
  {
    id: "device-lost-owner",
    name: "Device lost its owner",
    description: "An onboarded device belongs to nobody any more.",
    severity: "LOW",
    asks: { query: "FIND user_endpoint WITH managed = true THAT !OWNS person" },
    newOnly: true,
    tags: ["devices", "employees"],
  },
];
