import { type Account, accountOf } from "./account.ts";
import type { Device } from "./device.ts";
import { firstSeenAt, reportedAt } from "./device-report.ts";
import { habituesOn } from "./habitue.ts";
import type { Tenant } from "./tenant.ts";
import { morning, wholeSecond } from "./times.ts";
import { leavesOn } from "./user-life.ts";

/** An account seen logging on to a machine. */
export interface Logon {
  readonly account: Account;
  readonly first: number;
  readonly last: number;
  /** Joined by comma and space, in alphabetical order. */
  readonly types: string;
  readonly administrator: boolean;
}

/** A machine on the day of its last report. */
export interface Scene {
  readonly tenant: Tenant;
  readonly device: Device;
  readonly day: number;
}

/** A logon that happens again whenever the machine reports, a few minutes before. */
export function recurring(
  scene: Scene,
  account: Account,
  as: { types: string; administrator: boolean },
): Logon {
  const { tenant, device, day } = scene;
  const before =
    60_000 +
    Math.floor(tenant.roll(`recurring-${as.types}`, device.index, account.name.length) * 3_600_000);
  const first = firstSeenAt(tenant, device) + 60_000;
  return {
    account,
    first: wholeSecond(first),
    last: wholeSecond(Math.max(reportedAt(tenant, device, day) - before, first)),
    ...as,
  };
}

/** The logons of those who sit at the machine, now and before; nobody sits at a server. */
export function habitueLogons(scene: Scene): readonly Logon[] {
  const { tenant, device, day } = scene;
  if (device.kind === "server") return [];
  const { present, former } = habituesOn(tenant, device.index, day);
  const types =
    tenant.roll("habitue-types", device.index) < 0.7
      ? "Interactive"
      : "CachedInteractive, Interactive, Network";
  const logons: Logon[] = [];
  if (present !== undefined) {
    const account = accountOf(tenant, present);
    logons.push(recurring(scene, account, { types, administrator: false }));
  }
  if (former !== undefined) {
    const last = wholeSecond(morning(tenant, leavesOn(tenant, former)) - 14 * 3_600_000);
    const first = Math.min(wholeSecond(firstSeenAt(tenant, device)), last);
    logons.push({ account: accountOf(tenant, former), first, last, types, administrator: false });
  }
  return logons;
}
