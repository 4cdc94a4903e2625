import type { AntivirusState } from "../microsoft/antivirus.ts";
import type { Machine } from "../microsoft/machine.ts";
import type { Adapters } from "./adapters.ts";
import { cleanText, hostOf } from "./clean.ts";
import { osNameOf, osTypeOf } from "./operating-system.ts";
import {
  type Property,
  type PropertyTable,
  flag,
  number,
  required,
  text,
  texts,
  time,
} from "./property.ts";

/** A machine's row with what belongs to it. */
export interface MachineFacts {
  readonly machine: Machine;
  readonly antivirus: AntivirusState | null;
  readonly adapters: Adapters;
}

type Table = PropertyTable<MachineFacts>;

const nameOf = ({ machine }: MachineFacts): string => machine.computerDnsName?.trim() || machine.id;

function isManaged({ machine }: MachineFacts): boolean | null {
  return machine.onboardingStatus === null
    ? null
    : machine.onboardingStatus.toLowerCase() === "onboarded";
}

/** Where `subscriptionId` is missing, Azure's resource id still holds it (`microsoft-apis` §3.3). */
function subscriptionOf({ machine: { vmMetadata } }: MachineFacts): string | null {
  if (vmMetadata === null) return null;
  return (
    cleanText(vmMetadata.subscriptionId) ??
    /\/subscriptions\/([^/]+)/i.exec(vmMetadata.resourceId ?? "")?.[1] ??
    null
  );
}

const identity: Table = {
  id: text("Defender's machine id.", ({ machine }) => machine.id),
  name: text("DNS name, else machine id.", nameOf),
  displayName: text("The same.", nameOf),
  computerDnsName: text(
    "DNS name, short or full; not unique.",
    ({ machine }) => machine.computerDnsName,
  ),
  webLink: text(
    "Defender portal.",
    ({ machine }) => `https://security.microsoft.com/machines/${machine.id}`,
  ),
  firstSeenOn: time("First seen by Defender.", ({ machine }) => machine.firstSeenOn),
  lastSeenOn: required(time("Last full report, about daily.", ({ machine }) => machine.lastSeenOn)),
  onboardingStatus: text(
    "`Onboarded`, `CanBeOnboarded`, `Unsupported` or `InsufficientInfo`.",
    ({ machine }) => machine.onboardingStatus,
  ),
  managed: flag("`Onboarded`: not merely discovered on the network.", isManaged),
  aadDeviceId: text("`deviceId` of the Entra device.", ({ machine }) => machine.aadDeviceId),
  isAadJoined: flag("Joined to Entra.", ({ machine }) => machine.isAadJoined),
  machineTags: texts("Tags.", ({ machine }) => machine.machineTags),
  rbacGroupId: number("Device group's id; 0 when ungrouped.", ({ machine }) => machine.rbacGroupId),
  rbacGroupName: text("Device group.", ({ machine }) => machine.rbacGroupName),
  managedBy: text("Such as `Intune`.", ({ machine }) => machine.managedBy),
  managedByStatus: text("Such as `Success`.", ({ machine }) => machine.managedByStatus),
  isPotentialDuplication: flag(
    "Defender suspects a duplicate.",
    ({ machine }) => machine.isPotentialDuplication,
  ),
  isExcluded: flag("Excluded from vulnerability management.", ({ machine }) => machine.isExcluded),
  exclusionReason: text("Why it is excluded.", ({ machine }) => machine.exclusionReason),
};

const health: Table = {
  agentVersion: text("Version of the sensor.", ({ machine }) => machine.agentVersion),
  healthStatus: text(
    "`Active`, `Inactive`, `ImpairedCommunication`, `NoSensorData`…; never-onboarded devices can read `Active` too.",
    ({ machine }) => machine.healthStatus,
  ),
  defenderAvStatus: text(
    "Antivirus status, which newer answers no longer carry.",
    ({ machine }) => machine.defenderAvStatus,
  ),
  riskScore: text(
    "`None`, `Informational`, `Low`, `Medium` or `High`.",
    ({ machine }) => machine.riskScore,
  ),
  exposureLevel: text("`None`, `Low`, `Medium` or `High`.", ({ machine }) => machine.exposureLevel),
  deviceValue: text("`Low`, `Normal` or `High`.", ({ machine }) => machine.deviceValue),
};

const system: Table = {
  osPlatform: text(
    "Such as `Windows11` or `RedHatEnterpriseLinux`.",
    ({ machine }) => machine.osPlatform,
  ),
  osVersion: required(text("`osVersion`, else `version`.", osVersionOf)),
  version: text("Release, such as `22H2`.", ({ machine }) => machine.version),
  osBuild: number("Build number.", ({ machine }) => machine.osBuild),
  osProcessor: text(
    "Processor kind; `osArchitecture` is newer.",
    ({ machine }) => machine.osProcessor,
  ),
  osArchitecture: text("`64-bit` or `32-bit`.", ({ machine }) => machine.osArchitecture),
  vmId: text("Id of the virtual machine.", ({ machine }) => machine.vmMetadata?.vmId ?? null),
  cloudProvider: text(
    "`Azure`, also for others through Azure Arc.",
    ({ machine }) => machine.vmMetadata?.cloudProvider ?? null,
  ),
  resourceId: text("Azure resource id.", ({ machine }) => machine.vmMetadata?.resourceId ?? null),
  subscriptionId: text("Azure subscription, else the one in the resource id.", subscriptionOf),
};

const network: Table = {
  lastIpAddress: text("Last address on the local network.", ({ machine }) => machine.lastIpAddress),
  lastExternalIpAddress: text(
    "Address that Defender last saw it come from, mostly that of a router.",
    ({ machine }) => machine.lastExternalIpAddress,
  ),
  ipAddress: texts("Addresses of the adapters, without loopback.", ({ adapters }) => [
    ...adapters.ipv4,
    ...adapters.ipv6,
  ]),
  macAddress: texts("MAC addresses, `AA:BB:CC:DD:EE:FF`.", ({ adapters }) => adapters.macs),
};

function osVersionOf({ machine }: MachineFacts): string | null {
  return cleanText(machine.osVersion) ?? cleanText(machine.version);
}

const common: Table = { ...identity, ...health, ...system, ...network };

function antivirus(property: Property<AntivirusState>): Property<MachineFacts> {
  return {
    ...property,
    of: (facts) => (facts.antivirus === null ? null : property.of(facts.antivirus)),
  };
}

const antivirusTable: Table = {
  avMode: antivirus(
    text(
      "`Active`, `Passive`, `Disabled`, `Other`, `EDRBlocked` or `PassiveAudit`.",
      (state) => state.mode,
    ),
  ),
  avEngineVersion: antivirus(text("Antivirus engine.", (state) => state.engineVersion)),
  avEngineUpToDate: antivirus(
    flag("Whether the engine is current.", (state) => state.engineUpToDate),
  ),
  avPlatformVersion: antivirus(text("Antivirus platform.", (state) => state.platformVersion)),
  avPlatformUpToDate: antivirus(
    flag("Whether the platform is current.", (state) => state.platformUpToDate),
  ),
  avSignatureVersion: antivirus(text("Antivirus signatures.", (state) => state.signatureVersion)),
  avSignatureUpToDate: antivirus(
    flag("Whether the signatures are current.", (state) => state.signatureUpToDate),
  ),
  avSignatureUpdatedOn: antivirus(
    time("When the signatures were updated.", (state) => state.signatureUpdatedOn),
  ),
  quickScanResult: antivirus(
    text("Result of the last quick scan.", (state) => state.quickScanResult),
  ),
  quickScanOn: antivirus(time("The last quick scan.", (state) => state.quickScanOn)),
  fullScanResult: antivirus(text("Result of the last full scan.", (state) => state.fullScanResult)),
  fullScanOn: antivirus(time("The last full scan.", (state) => state.fullScanOn)),
};

/** The properties of a machine that come from `/api/deviceavinfo` alone. */
export const antivirusProperties: readonly string[] = Object.keys(antivirusTable);

/** What the Defender agent does on a machine, in JupiterOne's words: nothing where it is not on board. */
const agentFunctions = [
  "activity-monitor",
  "anti-malware",
  "endpoint-protection",
  "vulnerability-detection",
];

const agentFunction: Property<MachineFacts> = {
  kind: "list of strings",
  meaning:
    "What the agent does: `activity-monitor` (sensor), `anti-malware` (antivirus), `endpoint-protection` (detection and response), `vulnerability-detection`. Empty unless `Onboarded`.",
  required: true,
  of: (facts) => (isManaged(facts) === true ? agentFunctions : []),
};

/** What a Defender machine carries. */
export const machineTable: Table = {
  ...common,
  function: agentFunction,
  merged: flag(
    "Defender merged it into another machine.",
    ({ machine }) => machine.mergedIntoMachineId !== null,
  ),
  mergedIntoMachineId: text("That machine's id.", ({ machine }) => machine.mergedIntoMachineId),
  ...antivirusTable,
};

function osDetailsOf({ machine }: MachineFacts): string | null {
  const { osBuild, osArchitecture } = machine;
  const name = osNameOf(cleanText(machine.osPlatform));
  if (name === null) return null;
  const parts = [
    name,
    cleanText(machine.version),
    osBuild === null ? null : `build ${osBuild}`,
    cleanText(osArchitecture),
  ];
  return parts.filter((part) => part !== null).join(" ");
}

function fullNames({ machine }: MachineFacts): readonly string[] {
  const name = cleanText(machine.computerDnsName);
  return name?.includes(".") ? [name.toLowerCase()] : [];
}

/** What a device carries. */
export const endpointTable: Table = {
  ...common,
  category: required(text("`endpoint`.", () => "endpoint")),
  deviceId: required(text("Defender's machine id.", ({ machine }) => machine.id)),
  hostname: required(
    text("First label of the DNS name, lower case.", ({ machine }) =>
      hostOf(machine.computerDnsName),
    ),
  ),
  fqdn: required(texts("The DNS name where it is a full one, lower case.", fullNames)),
  make: required(text("Not told by Defender.", () => null)),
  model: required(text("Not told by Defender.", () => null)),
  serial: required(text("Not told by Defender.", () => null)),
  osType: required(
    text("`windows`, `linux`, `darwin`, `android`, `ios`, `unix` or `other`.", familyOf),
  ),
  platform: text("The same.", familyOf),
  osName: required(
    text("`Windows Server 2012 R2` for `WindowsServer2012R2`.", ({ machine }) =>
      osNameOf(machine.osPlatform),
    ),
  ),
  osDetails: required(text("Name, release, build and architecture.", osDetailsOf)),
  ipv4Addresses: required(
    texts("IPv4 addresses of the adapters.", ({ adapters }) => adapters.ipv4),
  ),
  ipv6Addresses: required(
    texts("IPv6 addresses of the adapters.", ({ adapters }) => adapters.ipv6),
  ),
  macAddresses: required(
    texts("MAC addresses, also on private networks.", ({ adapters }) => adapters.macs),
  ),
  publicIpAddresses: required(
    texts("Adapter addresses that are public.", ({ adapters }) => adapters.public),
  ),
  privateIpAddresses: required(
    texts("Adapter addresses that are private.", ({ adapters }) => adapters.private),
  ),
};

function familyOf({ machine }: MachineFacts): string | null {
  return osTypeOf(cleanText(machine.osPlatform));
}
