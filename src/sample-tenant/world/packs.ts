import type { JsonObject } from "../../base/json.ts";
import type { Facts } from "./facts.ts";
import { once } from "./once.ts";
import { alertRecord, alertsOn } from "./pack-alerts.ts";
import { huntedRecords } from "./pack-hunting.ts";
import { extensionRecords, inventoryRecords, missingRecords } from "./pack-inventory.ts";
import {
  actionRecords,
  adviceRecords,
  certificateRecords,
  configurationRecords,
  scoresOn,
} from "./pack-posture.ts";

/** What the tenant tells where a further permission is granted. */
export interface Packs {
  /** `/api/alerts`, by ascending id. */
  alerts(): readonly JsonObject[];
  /** Rows of the assessments, made anew each time. */
  softwareInventory(): Iterable<JsonObject>;
  browserExtensions(): Iterable<JsonObject>;
  secureConfigurations(): Iterable<JsonObject>;
  certificates(): Iterable<JsonObject>;
  /** `/api/recommendations`, by ascending id. */
  recommendations(): readonly JsonObject[];
  scores(): { readonly exposure: number; readonly configuration: number };
  /** `/api/machineactions`, by ascending id. */
  machineActions(): readonly JsonObject[];
  /** `getmissingkbs`; `undefined` for an unknown machine. */
  missingUpdatesOf(machineId: string): readonly JsonObject[] | undefined;
  /** Logons to machines after one, as advanced hunting tells them. */
  huntedLogons(after: string): Iterable<JsonObject>;
}

/** What further permissions tell of a tenant on a day. */
export function packsOf(facts: Facts): Packs {
  const { tenant, day } = facts;
  const byId = once(() => new Map(facts.devices.map((device) => [device.id, device])));
  return {
    alerts: once(() => alertsOn(facts).map((alert) => alertRecord(tenant, alert, day))),
    softwareInventory: () => inventoryRecords(facts),
    browserExtensions: () => extensionRecords(facts),
    secureConfigurations: () => configurationRecords(facts),
    certificates: () => certificateRecords(facts),
    recommendations: once(() => adviceRecords(facts)),
    scores: () => scoresOn(facts),
    machineActions: once(() => actionRecords(facts)),
    missingUpdatesOf(id) {
      const device = byId().get(id);
      return device === undefined ? undefined : missingRecords(facts, device);
    },
    huntedLogons: (after) => huntedRecords(facts, after),
  };
}
