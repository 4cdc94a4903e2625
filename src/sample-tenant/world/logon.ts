import { accountId } from "./account.ts";
import { STAGE_SIZE, stage } from "./cast.ts";
import type { Device } from "./device.ts";
import { reportDay } from "./device-report.ts";
import { type Logon, type Scene, habitueLogons } from "./logon-scene.ts";
import { stagedLogons } from "./stage-logon.ts";
import type { Tenant } from "./tenant.ts";
import { visitLogon } from "./visit.ts";

/**
 * The accounts that Defender shows for a machine on a day. They change on days alone on which the machine reports,
 * so a reader that skips machines without a new report misses nothing.
 */
export function logonsOn(tenant: Tenant, device: Device, day: number): readonly Logon[] {
  if (isQuiet(tenant, device)) return [];
  const scene: Scene = { tenant, device, day: reportDay(tenant, device, day) };
  const staged = stagedLogons(scene);
  if (staged !== undefined) return staged;
  const wanted = wantedLogons(tenant, device);
  const logons = wanted === 0 ? [] : [...habitueLogons(scene)];
  for (let turn = 0; logons.length < wanted && turn < wanted * 2; turn++) {
    const logon = visitLogon(scene, turn);
    if (
      logon !== undefined &&
      logons.every((other) => accountId(other.account) !== accountId(logon.account))
    ) {
      logons.push(logon);
    }
  }
  return logons;
}

function isQuiet(tenant: Tenant, device: Device): boolean {
  if (device.index === stage.quiet) return true;
  if (device.kind === "discovered") return true;
  const share = device.system.family === "linux" ? 0.6 : 0.03;
  return device.index >= STAGE_SIZE && tenant.roll("quiet", device.index) < share;
}

/** About a tenth of the machines show nobody, so the others show somewhat more than the average. */
function wantedLogons(tenant: Tenant, device: Device): number {
  const mean = tenant.size.logonsPerDevice * 1.14;
  return Math.floor(
    mean * (0.5 + tenant.roll("logons", device.index)) + tenant.roll("logons-part", device.index),
  );
}
