import type { JsonObject } from "../../base/json.ts";
import { type Account, accountId } from "./account.ts";
import type { Device } from "./device.ts";
import type { Facts } from "./facts.ts";
import { domainSid } from "./identifiers.ts";
import { logonsOn } from "./logon.ts";
import type { Logon } from "./logon-scene.ts";
import { sidOf } from "./pack-alerts.ts";
import { bornOn } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoDecimals, morning } from "./times.ts";

/** The logons of a machine that advanced hunting still sees on a day: those of the last 30 days. */
export function visibleOn(tenant: Tenant, device: Device, day: number): readonly Logon[] {
  return logonsOn(tenant, device, day).filter(({ last }) => last > morning(tenant, day) - 30 * DAY);
}

/** The logons that somebody knows who hunted every day since one, the newest word on each. */
export function huntedSince(
  { tenant, day }: Facts,
  device: Device,
  since: number,
): readonly Logon[] {
  const known = new Map<string, Logon>();
  for (let on = Math.max(since, bornOn(tenant.machines, device.index)); on <= day; on++) {
    for (const logon of visibleOn(tenant, device, on)) known.set(accountId(logon.account), logon);
  }
  return [...known.values()];
}

/** The SID of an account on a machine, as the sensor sees it. */
export function accountSid(tenant: Tenant, device: Device, { meaning, name }: Account): string {
  switch (meaning.kind) {
    case "user":
      return sidOf(tenant, meaning.slot);
    case "system":
      return "S-1-5-18";
    case "local":
      return `${domainSid(tenant.roll, 1000 + device.index)}-500`;
    case "stranger":
      return `${domainSid(tenant.roll, 900)}-${1000 + name.length}`;
  }
}

/** What advanced hunting tells of logons to machines after one, in ascending order. */
export function* huntedRecords(
  { tenant, devices, day }: Facts,
  after: string,
): Generator<JsonObject> {
  for (const device of devices) {
    if (device.id <= after) continue;
    for (const logon of visibleOn(tenant, device, day)) {
      const { account } = logon;
      yield {
        DeviceId: device.id,
        AccountDomain: account.domain,
        AccountName: account.name,
        AccountSid: accountSid(tenant, device, account),
        FirstSeen: isoDecimals(Math.max(logon.first, morning(tenant, day) - 30 * DAY), 7),
        LastSeen: isoDecimals(logon.last, 7),
        LogonTypes: logon.types.split(", "),
        IsLocalAdmin: logon.administrator ? 1 : 0,
      };
    }
  }
}
