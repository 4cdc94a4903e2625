import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { AntivirusState } from "../microsoft/antivirus.ts";
import type { EntraDevice } from "../microsoft/entra-device.ts";
import type { Finding } from "../microsoft/finding.ts";
import type { Group, GroupMember } from "../microsoft/group.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import type { Machine, MachineAddress } from "../microsoft/machine.ts";
import type { Organization } from "../microsoft/organization.ts";
import type { User } from "../microsoft/user.ts";
import type { Vulnerability } from "../microsoft/vulnerability.ts";

/** 2026-03-01T00:00:00Z, a day on which everything in the tests may have happened. */
export const march = Date.UTC(2026, 2, 1);

/** One day in milliseconds. */
export const day = 24 * 60 * 60 * 1_000;

/** An organization that tells nothing but its id. */
export function organization(facts: Partial<Organization> = {}): Organization {
  return {
    id: "tenant-1",
    displayName: null,
    verifiedDomains: [],
    tenantType: null,
    countryLetterCode: null,
    city: null,
    state: null,
    street: null,
    postalCode: null,
    preferredLanguage: null,
    businessPhones: [],
    technicalNotificationMails: [],
    createdOn: null,
    onPremisesSyncEnabled: null,
    onPremisesLastSyncOn: null,
    directorySizeUsed: null,
    directorySizeTotal: null,
    raw: { id: "tenant-1" },
    ...facts,
  };
}

/** A user that tells nothing but its id. */
export function user(facts: Partial<User> = {}): User {
  return {
    id: "u1",
    userPrincipalName: null,
    mail: null,
    mailNickname: null,
    displayName: null,
    givenName: null,
    surname: null,
    accountEnabled: null,
    userType: null,
    employeeId: null,
    employeeType: null,
    employeeHireOn: null,
    costCenter: null,
    division: null,
    department: null,
    companyName: null,
    jobTitle: null,
    officeLocation: null,
    usageLocation: null,
    city: null,
    state: null,
    country: null,
    preferredLanguage: null,
    mobilePhone: null,
    businessPhones: [],
    createdOn: null,
    lastPasswordChangeOn: null,
    externalUserState: null,
    creationType: null,
    isResourceAccount: null,
    onPremisesSyncEnabled: null,
    onPremisesLastSyncOn: null,
    onPremisesImmutableId: null,
    onPremisesDistinguishedName: null,
    onPremisesSamAccountName: null,
    onPremisesDomainName: null,
    onPremisesUserPrincipalName: null,
    onPremisesSecurityIdentifier: null,
    securityIdentifier: null,
    proxyAddresses: [],
    otherMails: [],
    managerId: null,
    raw: { id: facts.id ?? "u1" },
    ...facts,
  };
}

/** A group that tells nothing but its id. */
export function group(facts: Partial<Group> = {}): Group {
  return {
    id: "g1",
    displayName: null,
    description: null,
    mail: null,
    mailEnabled: null,
    mailNickname: null,
    securityEnabled: null,
    groupTypes: [],
    visibility: null,
    membershipRule: null,
    membershipRuleProcessingState: null,
    isAssignableToRole: null,
    createdOn: null,
    renewedOn: null,
    expirationOn: null,
    classification: null,
    onPremisesSyncEnabled: null,
    onPremisesSamAccountName: null,
    onPremisesDomainName: null,
    onPremisesNetBiosName: null,
    onPremisesSecurityIdentifier: null,
    securityIdentifier: null,
    resourceProvisioningOptions: [],
    proxyAddresses: [],
    raw: { id: facts.id ?? "g1" },
    ...facts,
  };
}

/** A member that tells nothing but what it is. */
export function member(facts: Partial<GroupMember> = {}): GroupMember {
  return {
    id: "u1",
    kind: "user",
    displayName: null,
    mail: null,
    userPrincipalName: null,
    raw: { id: facts.id ?? "u1" },
    ...facts,
  };
}

/** A machine that tells nothing but its id. */
export function machine(facts: Partial<Machine> = {}): Machine {
  return {
    id: "m1",
    mergedIntoMachineId: null,
    isPotentialDuplication: null,
    isExcluded: null,
    exclusionReason: null,
    computerDnsName: null,
    firstSeenOn: null,
    lastSeenOn: null,
    osPlatform: null,
    osVersion: null,
    version: null,
    osBuild: null,
    osProcessor: null,
    osArchitecture: null,
    lastIpAddress: null,
    lastExternalIpAddress: null,
    ipAddresses: [],
    agentVersion: null,
    healthStatus: null,
    onboardingStatus: null,
    defenderAvStatus: null,
    riskScore: null,
    exposureLevel: null,
    deviceValue: null,
    rbacGroupId: null,
    rbacGroupName: null,
    isAadJoined: null,
    aadDeviceId: null,
    machineTags: [],
    managedBy: null,
    managedByStatus: null,
    vmMetadata: null,
    raw: { id: facts.id ?? "m1" },
    ...facts,
  };
}

/** A network adapter. */
export function address(facts: Partial<MachineAddress> = {}): MachineAddress {
  return {
    ipAddress: null,
    macAddress: null,
    type: "Ethernet",
    operationalStatus: "Up",
    ...facts,
  };
}

/** The antivirus of a machine, all well. */
export function antivirus(facts: Partial<AntivirusState> = {}): AntivirusState {
  return {
    machineId: "m1",
    mode: "Active",
    engineVersion: "1.1.25000.1",
    platformVersion: "4.18.25000.1",
    signatureVersion: "1.441.1.0",
    engineUpToDate: true,
    platformUpToDate: true,
    signatureUpToDate: false,
    signatureUpdatedOn: march,
    quickScanResult: "Completed",
    quickScanOn: march,
    fullScanResult: "Completed",
    fullScanOn: march,
    raw: {},
    ...facts,
  };
}

/** An Entra device with one owner. */
export function entraDevice(facts: Partial<EntraDevice> = {}): EntraDevice {
  return {
    id: "object-1",
    deviceId: "AAD-1",
    displayName: "PC-1",
    accountEnabled: true,
    operatingSystem: "Windows",
    operatingSystemVersion: "10.0.22631",
    trustType: "AzureAd",
    isCompliant: true,
    isManaged: true,
    manufacturer: "Contoso",
    model: "Book 3",
    deviceOwnership: "Company",
    registeredOn: march,
    lastSignInOn: march,
    ownerIds: ["u1"],
    raw: {},
    ...facts,
  };
}

/** The account `contoso\ada` on a machine. */
export function logon(facts: Partial<LogonUser> = {}): LogonUser {
  return {
    id: "contoso\\ada",
    accountName: "ada",
    accountDomain: "contoso",
    accountSid: null,
    firstSeenOn: march,
    lastSeenOn: march,
    logonTypes: ["Interactive"],
    isDomainAdmin: false,
    isOnlyNetworkUser: null,
    raw: { id: "contoso\\ada", firstSeen: "2026-03-01T00:00:00Z" },
    ...facts,
  };
}

/** A row that tells only that a CVE is on a machine, by a software. */
export function finding(facts: Partial<Finding> = {}): Finding {
  return {
    machineId: "m1",
    cveId: "CVE-2026-0001",
    softwareVendor: "contoso",
    softwareName: "reader",
    softwareVersion: "1.2",
    cvssScore: null,
    severity: null,
    recommendedSecurityUpdate: null,
    recommendedSecurityUpdateId: null,
    recommendedSecurityUpdateUrl: null,
    recommendationReference: null,
    securityUpdateAvailable: null,
    diskPaths: [],
    registryPaths: [],
    firstSeenOn: null,
    lastSeenOn: null,
    exploitabilityLevel: null,
    ...facts,
  };
}

/** A CVE of the catalogue that tells nothing but its id. */
export function vulnerability(facts: Partial<Vulnerability> = {}): Vulnerability {
  return {
    id: "CVE-2026-0001",
    name: null,
    description: null,
    severity: null,
    cvssV3: null,
    cvssVector: null,
    epss: null,
    exposedMachines: null,
    publishedOn: null,
    updatedOn: null,
    firstDetectedOn: null,
    publicExploit: null,
    exploitVerified: null,
    exploitInKit: null,
    exploitTypes: [],
    exploitUris: [],
    cveSupportability: null,
    raw: { id: "CVE-2026-0001" },
    ...facts,
  };
}

/** The properties of the entity with a key. */
export function propertiesAt(entities: readonly Entity[], key: string): Properties {
  const found = entities.find((entity) => entity.key === key);
  if (found === undefined) throw new Error(`No entity ${key}.`);
  return found.properties;
}

/** Edges as `from VERB to`, in the order given. */
export function lines(relationships: readonly Relationship[]): readonly string[] {
  return relationships.map(({ from, verb, to }) => `${from} ${verb} ${to}`);
}
