const minuteMs = 60_000;
const hourMs = 3_600_000;

/** At most `amount` within any `windowMs` milliseconds. */
export interface Limit {
  readonly amount: number;
  readonly windowMs: number;
}

function perMinuteAndHour(minute: number, hour: number): readonly Limit[] {
  return [
    { amount: minute, windowMs: minuteMs },
    { amount: hour, windowMs: hourMs },
  ];
}

/**
 * What Microsoft documents per endpoint (`microsoft-apis` §3.2; where nothing is stated 50 a minute, 1,500 an hour).
 * Graph counts resource units, 3,500 in 10 s for the smallest tenants (§2.7). The export's files are not limited.
 */
export const documentedLimits = {
  graph: [{ amount: 3_500, windowMs: 10_000 }],
  machines: perMinuteAndHour(100, 1_500),
  antivirus: perMinuteAndHour(30, 1_000),
  logonUsers: perMinuteAndHour(100, 1_500),
  machineVulnerabilities: perMinuteAndHour(50, 1_500),
  catalogue: perMinuteAndHour(50, 1_500),
  machinesVulnerabilities: perMinuteAndHour(50, 1_500),
  findingPages: perMinuteAndHour(30, 1_000),
  findingExport: perMinuteAndHour(5, 20),
  alerts: perMinuteAndHour(100, 1_500),
  machineActions: perMinuteAndHour(100, 1_500),
  softwareInventory: perMinuteAndHour(30, 1_000),
  browserExtensions: perMinuteAndHour(30, 1_000),
  secureConfigurations: perMinuteAndHour(30, 1_000),
  certificates: perMinuteAndHour(30, 1_000),
  missingUpdates: perMinuteAndHour(50, 1_500),
  recommendations: perMinuteAndHour(50, 1_500),
  scores: perMinuteAndHour(50, 1_500),
  hunting: perMinuteAndHour(45, 1_500),
  files: [],
  // All of Defender together. Microsoft documents limits by endpoint and not whether they share one (`microsoft-apis`
  // §3.1): twice what the widest endpoint may, narrowed when a 429 shows that they do share.
  defender: perMinuteAndHour(200, 3_000),
} as const satisfies Readonly<Record<string, readonly Limit[]>>;

/** Endpoints that share one documented limit, and `defender` for all of Defender's. */
export type BudgetName = keyof typeof documentedLimits;

/** Endpoints that share one documented limit. */
export type Family = Exclude<BudgetName, "defender">;

/** Every family. */
const families: readonly Family[] = [
  "graph",
  "machines",
  "antivirus",
  "logonUsers",
  "machineVulnerabilities",
  "catalogue",
  "machinesVulnerabilities",
  "findingPages",
  "findingExport",
  "alerts",
  "machineActions",
  "softwareInventory",
  "browserExtensions",
  "secureConfigurations",
  "certificates",
  "missingUpdates",
  "recommendations",
  "scores",
  "hunting",
  "files",
];

/** Everything that calls are counted for. */
export const budgetNames: readonly BudgetName[] = [...families, "defender"];

const apart: ReadonlySet<BudgetName> = new Set(["graph", "hunting", "files", "defender"]);

/** What a call is counted for: its endpoint, and all of Defender where it goes there. */
export function countedFor(family: Family): readonly BudgetName[] {
  return apart.has(family) ? [family] : [family, "defender"];
}

const callForEach: ReadonlySet<Family> = new Set([
  "logonUsers",
  "machineVulnerabilities",
  "missingUpdates",
]);

/** Calls of an hour that those who need one for each device leave to all others. */
const reserve = 100;

/** How many of Defender's calls of an hour are not for this family. */
export function reserveBefore(family: Family): number {
  return callForEach.has(family) ? reserve : 0;
}
