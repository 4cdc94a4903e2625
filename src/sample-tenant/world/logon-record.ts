import type { JsonObject } from "../../base/json.ts";
import { accountId } from "./account.ts";
import type { Logon } from "./logon-scene.ts";
import { isoSeconds } from "./times.ts";

/** The logon as `/api/machines/{id}/logonusers` shows it: no SID, no user principal name, no object id. */
export function logonRecord(logon: Logon): JsonObject {
  return {
    id: accountId(logon.account),
    accountName: logon.account.name,
    accountDomain: logon.account.domain,
    accountSid: null,
    firstSeen: isoSeconds(logon.first),
    lastSeen: isoSeconds(logon.last),
    mostPrevalentMachineId: null,
    leastPrevalentMachineId: null,
    logonTypes: logon.types,
    logOnMachinesCount: null,
    isDomainAdmin: logon.administrator,
    isOnlyNetworkUser: null,
  };
}
