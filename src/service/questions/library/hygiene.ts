import type { LibraryQuestion } from "./library-question.ts";

/** Whether what should protect does. */
export const hygiene: readonly LibraryQuestion[] = [
  {
    id: "sensor-impaired",
    title: "On which machines does the sensor not work?",
    description: "Onboarded machines whose sensor does not send data or cannot be reached.",
    good: "None.",
    query: `FIND microsoft_defender_machine
WITH managed = true AND healthStatus = ('ImpairedCommunication' OR 'NoSensorData' OR 'NoSensorDataImpairedCommunication')`,
    resultsAre: "BAD",
    tags: ["sensor"],
  },
  {
    id: "sensor-inactive",
    title: "Which machines are inactive?",
    description: "Onboarded machines that Defender calls inactive: not seen for seven days.",
    good: "Only machines that are known to be switched off.",
    query: "FIND microsoft_defender_machine WITH managed = true AND healthStatus = 'Inactive'",
    resultsAre: "BAD",
    tags: ["sensor"],
  },
  {
    id: "devices-silent",
    title: "Which devices have been silent?",
    description: "Onboarded devices that have not reported for more than {{days}} days.",
    good: "Only devices that are known to be switched off.",
    query: `FIND user_endpoint WITH managed = true AS d WHERE d.lastSeenOn < date.now - {{days}} * 86400000
RETURN d.displayName AS device, d.osPlatform AS platform, d.lastSeenOn AS lastSeenOn ORDER BY lastSeenOn`,
    resultsAre: "BAD",
    tags: ["sensor", "devices"],
    parameters: { days: 7 },
  },
  {
    id: "antivirus-off",
    title: "On which machines is the antivirus off?",
    description: "Onboarded machines whose antivirus is disabled.",
    good: "None.",
    query: "FIND microsoft_defender_machine WITH managed = true AND avMode = 'Disabled'",
    resultsAre: "BAD",
    tags: ["antivirus"],
  },
  {
    id: "antivirus-passive",
    title: "On which machines does another antivirus rule?",
    description: "Machines where Defender's antivirus only watches.",
    good: "Only machines on which another product is known to be installed.",
    query: `FIND microsoft_defender_machine WITH managed = true AND avMode = ('Passive' OR 'PassiveAudit' OR 'EDRBlocked')`,
    resultsAre: "INFORMATIVE",
    tags: ["antivirus"],
  },
  {
    id: "antivirus-outdated",
    title: "On which machines is the antivirus out of date?",
    description: "Machines whose signatures, engine or platform are not current.",
    good: "None but those that were just switched on.",
    query: `FIND microsoft_defender_machine
WITH managed = true AND (avSignatureUpToDate = false OR avEngineUpToDate = false OR avPlatformUpToDate = false)`,
    resultsAre: "BAD",
    tags: ["antivirus", "patching"],
  },
  {
    id: "scans-failed",
    title: "On which machines did a scan not succeed?",
    description: "Machines whose last quick or full scan failed or was cancelled.",
    good: "None.",
    query: `FIND microsoft_defender_machine
WITH quickScanResult = ('Failed' OR 'Cancelled' OR 'Canceled') OR fullScanResult = ('Failed' OR 'Cancelled' OR 'Canceled')`,
    resultsAre: "BAD",
    tags: ["antivirus"],
  },
  {
    id: "sensor-versions",
    title: "Which versions of the sensor are in use?",
    description: "Versions of the sensor by platform and how many machines run them.",
    good: "The newest one almost everywhere.",
    query: `FIND microsoft_defender_machine WITH managed = true AS m
RETURN m.osPlatform AS platform, m.agentVersion AS version, COUNT(m) AS machines ORDER BY machines DESC LIMIT 100`,
    resultsAre: "INFORMATIVE",
    tags: ["sensor", "patching"],
  },
  {
    id: "old-systems",
    title: "Which devices run an old operating system?",
    description: "Devices with a Windows that is out of general support.",
    good: "None, or each with extended support.",
    query: `FIND user_endpoint
WITH osPlatform = ('Windows7' OR 'Windows8' OR 'Windows8Blue' OR 'Windows10' OR 'WindowsServer2008R2' OR 'WindowsServer2012' OR 'WindowsServer2012R2')`,
    resultsAre: "BAD",
    tags: ["devices", "patching"],
  },
  {
    id: "not-compliant",
    title: "Which employees' devices are not compliant or not managed?",
    description:
      "Devices whose registration in Entra says that they do not comply, or are in no management.",
    good: "None.",
    query: `FIND microsoft_defender_user AS u THAT OWNS AS o user_endpoint AS d
WHERE o.isCompliant = false OR o.isManaged = false
RETURN u.displayName AS user, d.displayName AS device, o.isCompliant AS compliant, o.isManaged AS managed,
  o.deviceOwnership AS ownership ORDER BY user, device`,
    resultsAre: "BAD",
    tags: ["devices", "compliance"],
  },
  {
    id: "passwords-old",
    title: "Which active users have not changed their password for long?",
    description: "Active users whose last change of password was more than {{days}} days ago.",
    good: "Only users who sign in without a password.",
    query: `FIND microsoft_defender_user WITH active = true AS u
WHERE u.passwordChangedOn < date.now - {{days}} * 86400000
RETURN u.displayName AS user, u.username AS name, u.passwordChangedOn AS passwordChangedOn ORDER BY passwordChangedOn`,
    resultsAre: "INFORMATIVE",
    tags: ["accounts"],
    parameters: { days: 365 },
  },
];
