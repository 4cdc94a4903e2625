import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";

/** Something that was asked for on a machine, such as isolating it: `/api/machineactions`, `microsoft-apis` §3.8. */
export interface MachineAction {
  readonly id: string;
  /** Such as `Isolate`, `RunAntiVirusScan`, `CollectInvestigationPackage`. */
  readonly type: string | null;
  readonly scope: string | null;
  readonly requestor: string | null;
  readonly requestorComment: string | null;
  /** Such as `Pending`, `InProgress`, `Succeeded`, `Failed`, `TimeOut`, `Cancelled`. */
  readonly status: string | null;
  readonly machineId: string | null;
  readonly computerDnsName: string | null;
  readonly createdOn: EpochMs | null;
  readonly updatedOn: EpochMs | null;
  readonly raw: JsonObject;
}

/** Every action that Defender still keeps. */
export function listMachineActions(reading: Reading): Listing<MachineAction> {
  return listBySkip(reading, {
    call: {
      api: "defender",
      family: "machineActions",
      path: "/api/machineactions",
      what: "machine actions",
      permission: "Machine.Read.All",
    },
    top: 10_000,
    idField: "id",
    key: (action) => action.id,
    parse: actionOf,
  });
}

function actionOf(record: RecordReader): MachineAction | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    type: record.text("type"),
    scope: record.text("scope"),
    requestor: record.text("requestor"),
    requestorComment: record.text("requestorComment"),
    status: record.text("status"),
    machineId: record.text("machineId"),
    computerDnsName: record.text("computerDnsName"),
    createdOn: record.time("creationDateTimeUtc"),
    updatedOn: record.time("lastUpdateDateTimeUtc") ?? record.time("lastUpdateTimeUtc"),
    raw: record.raw,
  };
}
