import { type Alert, listAlerts } from "./alert.ts";
import { type BrowserExtension, listBrowserExtensions } from "./browser-extension.ts";
import { type CertificateUse, listCertificates } from "./certificate.ts";
import type { Reading } from "./collection.ts";
import { type HuntedLogon, listHuntedLogons } from "./hunted-logon.ts";
import { type InventoryItem, listSoftwareInventory } from "./software-inventory.ts";
import { listMachineActions, type MachineAction } from "./machine-action.ts";
import { type MissingUpdate, readMissingUpdates } from "./missing-update.ts";
import type { Listing } from "./page.ts";
import { listRecommendations, type Recommendation } from "./recommendation.ts";
import { readScore, type Score, type ScoreKind } from "./score.ts";
import { type ConfigurationState, listConfigurationStates } from "./secure-configuration.ts";

/** What a tenant tells only where a further permission is granted or a further data source is wanted. */
export interface OptionalListings {
  alerts(): Listing<Alert>;
  softwareInventory(): Listing<InventoryItem>;
  browserExtensions(): Listing<BrowserExtension>;
  /** `null` where Defender does not know the machine. */
  missingUpdates(machineId: string, signal?: AbortSignal): Promise<readonly MissingUpdate[] | null>;
  recommendations(): Listing<Recommendation>;
  score(kind: ScoreKind, signal?: AbortSignal): Promise<Score>;
  configurationStates(): Listing<ConfigurationState>;
  certificates(): Listing<CertificateUse>;
  machineActions(): Listing<MachineAction>;
  huntedLogons(): Listing<HuntedLogon>;
}

/** The listings, read through one view of the tenant. */
export function optionalListings(reading: Reading): OptionalListings {
  return {
    alerts: () => listAlerts(reading),
    softwareInventory: () => listSoftwareInventory(reading),
    browserExtensions: () => listBrowserExtensions(reading),
    missingUpdates: (machineId, signal) => readMissingUpdates(reading, machineId, signal),
    recommendations: () => listRecommendations(reading),
    score: (kind, signal) => readScore(reading, kind, signal),
    configurationStates: () => listConfigurationStates(reading),
    certificates: () => listCertificates(reading),
    machineActions: () => listMachineActions(reading),
    huntedLogons: () => listHuntedLogons(reading),
  };
}
