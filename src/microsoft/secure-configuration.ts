import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { listAssetRows } from "./asset-rows.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** How a machine stands to a configuration: `…/SecureConfigurationsAssessmentByMachine`, `microsoft-apis` §3.7. */
export interface ConfigurationState {
  readonly machineId: string;
  /** `scid-<number>`. */
  readonly configurationId: string;
  readonly name: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly impact: number | null;
  readonly isCompliant: boolean | null;
  readonly isApplicable: boolean | null;
  readonly assessedOn: EpochMs | null;
  readonly recommendationReference: string | null;
}

/** How all machines stand to all configurations. */
export function listConfigurationStates(reading: Reading): Listing<ConfigurationState> {
  return listAssetRows(reading, {
    call: {
      family: "secureConfigurations",
      path: "/api/machines/SecureConfigurationsAssessmentByMachine",
      what: "secure configurations",
      permission: "Vulnerability.Read.All",
    },
    parse: stateOf,
  });
}

function stateOf(record: RecordReader): ConfigurationState | null {
  const machineId = record.text("deviceId");
  const configurationId = record.text("configurationId");
  if (machineId === null || configurationId === null) {
    return null;
  }
  return {
    machineId,
    configurationId,
    name: record.text("configurationName"),
    category: record.text("configurationCategory"),
    subcategory: record.text("configurationSubcategory"),
    impact: impactOf(record.raw),
    isCompliant: record.flag("isCompliant"),
    isApplicable: record.flag("isApplicable"),
    assessedOn: record.time("timestamp"),
    recommendationReference: record.text("recommendationReference"),
  };
}

/** A number in samples, a text by the table: both are right. */
function impactOf({ configurationImpact: value }: JsonObject): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
