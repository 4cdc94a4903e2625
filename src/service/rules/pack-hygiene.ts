import type { PackRule } from "./pack-rule.ts";

/** Rules about whether what should protect does. */
export const hygieneRules: readonly PackRule[] = [
  {
    id: "device-silent",
    name: "Device silent",
    description: "An onboarded device has not reported for more than {{days}} days.",
    severity: "MEDIUM",
    asks: {
      query:
        "FIND user_endpoint WITH managed = true AS d WHERE d.lastSeenOn < date.now - {{days}} * 86400000",
    },
    newOnly: false,
    parameters: { days: 7 },
    tags: ["sensor"],
  },
  {
    id: "sensor-impaired",
    name: "Sensor impaired",
    description: "The sensor of an onboarded machine does not send data or cannot be reached.",
    severity: "HIGH",
    asks: {
      query: `FIND microsoft_defender_machine
WITH managed = true AND healthStatus = ('ImpairedCommunication' OR 'NoSensorData' OR 'NoSensorDataImpairedCommunication')`,
    },
    newOnly: false,
    tags: ["sensor"],
  },
  {
    id: "antivirus-off",
    name: "Antivirus off",
    description: "The antivirus of an onboarded machine is disabled.",
    severity: "HIGH",
    asks: { query: "FIND microsoft_defender_machine WITH managed = true AND avMode = 'Disabled'" },
    newOnly: false,
    tags: ["antivirus"],
  },
  {
    id: "antivirus-outdated",
    name: "Antivirus out of date",
    description:
      "Signatures, engine or platform of an onboarded machine's antivirus are not current.",
    severity: "MEDIUM",
    asks: {
      query: `FIND microsoft_defender_machine
WITH managed = true AND (avSignatureUpToDate = false OR avEngineUpToDate = false OR avPlatformUpToDate = false)`,
    },
    newOnly: false,
    tags: ["antivirus"],
  },
  {
    id: "not-onboarded",
    name: "Device discovered that is not onboarded",
    description: "A device on the network could be protected by Defender and is not.",
    severity: "MEDIUM",
    asks: { query: "FIND user_endpoint WITH onboardingStatus = 'CanBeOnboarded'" },
    newOnly: false,
    tags: ["onboarding"],
  },
  {
    id: "machine-excluded",
    name: "Machine excluded from vulnerability management",
    description: "Somebody excluded a machine: nothing more is said of its weaknesses.",
    severity: "LOW",
    asks: { query: "FIND microsoft_defender_machine WITH isExcluded = true" },
    newOnly: true,
    tags: ["blind spots"],
  },
  {
    id: "secret-expiring",
    name: "Client secret expires",
    description:
      "The client secret of an instance has expired or does so within {{days}} days. Make a new one in the app registration and enter it.",
    severity: "HIGH",
    asks: { check: "secret_expiring" },
    newOnly: false,
    parameters: { days: 14 },
    tags: ["integration"],
  },
  {
    id: "integration-blind",
    name: "The integration went blind",
    description:
      "A run failed, a data source could not be read, or deletions are held back: what the graph says may be out of date.",
    severity: "HIGH",
    asks: { check: "integration_blind" },
    newOnly: false,
    tags: ["integration"],
  },
];
