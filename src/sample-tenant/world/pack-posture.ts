import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import { reportDay } from "./device-report.ts";
import type { Facts } from "./facts.ts";
import { guid } from "./identifiers.ts";
import { thumbprintOf } from "./pack-inventory.ts";
import { bornOn } from "./population.ts";
import { at, between } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoDecimals, isoSeconds, morning, spaced } from "./times.ts";

const CONFIGURATIONS = [
  ["scid-20", "Turn on PUA protection", "Security controls"],
  ["scid-61", "Disable SMBv1", "Network"],
  ["scid-91", "Enable BitLocker", "OS"],
  ["scid-2010", "Turn on Microsoft Defender Antivirus", "Security controls"],
  ["scid-5001", "Secure the home folder", "Accounts"],
] as const;

/** How a machine stands to a configuration. */
export interface Standing {
  readonly device: Device;
  readonly number: number;
  readonly isApplicable: boolean;
  readonly isCompliant: boolean;
  readonly assessed: number;
}

/** How all machines stand to all configurations. */
export function* standingsOn({ tenant, devices, orphans, day }: Facts): Generator<Standing> {
  for (const device of [...devices, ...orphans]) {
    if (device.kind === "discovered") continue;
    for (let number = 0; number < CONFIGURATIONS.length; number++) {
      const mends = between(tenant.roll("mends", device.index, number), 1, 40);
      const isBad = tenant.roll("violates", device.index, number) < 0.3;
      const report = reportDay(tenant, device, day);
      yield {
        device,
        number,
        isApplicable: number !== 4 || device.system.family === "linux",
        isCompliant: !isBad || report >= mends,
        assessed: morning(tenant, report),
      };
    }
  }
}

/** What a configuration is. */
export function configurationFacts(number: number) {
  const [id, name, category] = at(CONFIGURATIONS, number);
  return { id, name, category };
}

/** The rows of `/api/machines/SecureConfigurationsAssessmentByMachine`. */
export function* configurationRecords(facts: Facts): Generator<JsonObject> {
  for (const standing of standingsOn(facts)) {
    const { id, name, category } = configurationFacts(standing.number);
    yield {
      deviceId: standing.device.id,
      deviceName: standing.device.dnsName,
      rbacGroupName: "Unassigned",
      osPlatform: standing.device.system.platform,
      osVersion: null,
      timestamp: spaced(standing.assessed, 0),
      configurationId: id,
      configurationCategory: category,
      configurationSubcategory: "",
      configurationImpact: standing.number % 2 === 0 ? 9 : "5",
      configurationName: name,
      isCompliant: standing.isCompliant,
      isApplicable: standing.isApplicable,
      isExpectedUserImpact: false,
      recommendationReference: `sca-_-${id}`,
    };
  }
}

/** A certificate on a machine. */
export interface Holding {
  readonly device: Device;
  readonly number: number;
  readonly path: string;
}

const CERTIFICATES = 12;

/** The certificates of all machines; some lie in two places. */
export function* holdingsOn({ tenant, devices, orphans }: Facts): Generator<Holding> {
  for (const device of [...devices, ...orphans]) {
    if (device.kind === "discovered") continue;
    for (let number = 0; number < CERTIFICATES; number++) {
      if (tenant.roll("certificate", device.index, number) > 0.2) continue;
      yield { device, number, path: "LocalMachine\\My" };
      if ((device.index + number) % 3 === 0) yield { device, number, path: "LocalMachine\\Root" };
    }
  }
}

/** When a certificate ends; `undefined` for one whose date Defender does not know. */
export function certificateEnd(tenant: Tenant, number: number): number | undefined {
  return number === 11 ? undefined : morning(tenant, number * 20 - 60);
}

/** The rows of `/api/machines/certificateAssessmentByMachine`. */
export function* certificateRecords(facts: Facts): Generator<JsonObject> {
  for (const { device, number, path } of holdingsOn(facts)) {
    const end = certificateEnd(facts.tenant, number);
    yield {
      deviceId: device.id,
      deviceName: device.dnsName,
      thumbprint: thumbprintOf(facts, number).toUpperCase(),
      path,
      signatureAlgorithm: "sha256RSA",
      keyLength: 2048,
      notBefore: isoSeconds(morning(facts.tenant, -700)),
      notAfter: end === undefined ? "0001-01-01T00:00:00Z" : isoSeconds(end),
      subjectType: "CA",
      serialNumber: `6086${number}`,
      subjectObject: { commonName: `host${number}.example.com`, country: "CH" },
      issuerObject: { commonName: "Example CA" },
      keyUsageArray: ["digital_signature"],
      extendedKeyUsageArray: [],
      isSelfSigned: number % 2 === 0,
      rbacGroupId: 0,
      rbacGroupName: "Unassigned",
    };
  }
}

/** What Defender recommends. */
export interface Advice {
  readonly id: string;
  readonly name: string;
  /** Position of the product; `undefined` for a configuration. */
  readonly product: number | undefined;
  /** Position of the configuration; `undefined` for a product. */
  readonly configuration: number | undefined;
  readonly exposed: number;
}

/** Recommendations for every third product and every configuration. */
export function adviceOn({ software, day }: Facts): readonly Advice[] {
  const updates = software.products.flatMap(({ vendor, name }, product): Advice[] => {
    if (product % 3 !== 0 || vendor === null) return [];
    const id = `va-_-${vendor}-_-${name}`;
    return [
      { id, name: `Update ${name}`, product, configuration: undefined, exposed: product + day },
    ];
  });
  const changes = CONFIGURATIONS.map(([id, name], configuration): Advice => {
    const facts = { name, product: undefined, configuration, exposed: configuration };
    return { id: `sca-_-${id}`, ...facts };
  });
  return [...updates, ...changes].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The rows of `/api/recommendations`. */
export function adviceRecords(facts: Facts): readonly JsonObject[] {
  return adviceOn(facts).map(({ id, name, product, exposed }) => ({
    id,
    productName: product === undefined ? "windows_10" : id.split("-_-")[2],
    recommendationName: name,
    weaknesses: exposed,
    vendor: product === undefined ? "microsoft" : id.split("-_-")[1],
    recommendedVersion: "",
    recommendationCategory: product === undefined ? "Security controls" : "Application",
    subCategory: "",
    severityScore: 0,
    publicExploit: false,
    activeAlert: false,
    associatedThreats: [],
    remediationType: product === undefined ? "ConfigurationChange" : "Update",
    status: "Active",
    configScoreImpact: 1.5,
    exposureImpact: 0.25 + facts.day,
    totalMachineCount: facts.devices.length,
    exposedMachinesCount: exposed,
    nonProductivityImpactedAssets: 0,
    relatedComponent: name,
  }));
}

/** The tenant's scores on a day. */
export function scoresOn({ day }: Facts): {
  readonly exposure: number;
  readonly configuration: number;
} {
  return { exposure: 42.5 - day, configuration: 310 + 2 * day };
}

/** An action on a machine. */
export interface Action {
  readonly id: string;
  readonly device: Device;
  readonly type: string;
  readonly born: number;
  readonly status: string;
}

const ACTIONS = ["RunAntiVirusScan", "Isolate", "CollectInvestigationPackage"] as const;

/** The actions that Defender keeps on a day. */
export function actionsOn({ tenant, day, everyDevice }: Facts): readonly Action[] {
  return everyDevice
    .flatMap((device): Action[] => {
      const { index } = device;
      if (device.kind === "discovered" || tenant.roll("action", index) > 0.1) return [];
      const earliest = bornOn(tenant.machines, index);
      const born = Math.max(earliest, between(tenant.roll("action-day", index), -9, 6));
      if (born > day) return [];
      const status = born === day ? "Pending" : index % 5 === 0 ? "Failed" : "Succeeded";
      const id = guid(tenant.roll, "action-id", index);
      return [{ id, device, type: at(ACTIONS, index % 3), born, status }];
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The rows of `/api/machineactions`. */
export function actionRecords(facts: Facts): readonly JsonObject[] {
  return actionsOn(facts).map(({ id, device, type, born, status }) => ({
    id,
    type,
    scope: "Full",
    requestor: "soc@example.com",
    requestorComment: "Routine",
    status,
    machineId: device.id,
    computerDnsName: device.dnsName,
    creationDateTimeUtc: isoDecimals(morning(facts.tenant, born), 7),
    lastUpdateDateTimeUtc: isoDecimals(morning(facts.tenant, born) + DAY / 4, 7),
    relatedFileInfo: null,
  }));
}
