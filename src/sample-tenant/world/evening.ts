import { type Device, ORPHANS, deviceExists } from "./device.ts";
import { rbacGroupOn } from "./device-day.ts";
import { refreshedAt } from "./finding.ts";
import { itemsOf } from "./installed.ts";
import type { Software } from "./software.ts";
import { exploitOn } from "./weakness.ts";

/** Two days of the finding export in a row. */
export interface Evening {
  readonly before: Software;
  readonly after: Software;
  /** Whether something new is known about a version of a product. */
  isNews(product: number, version: number): boolean;
}

/** The evening between the software of two days. */
export function eveningOf(before: Software, after: Software): Evening {
  const news = new Map<number, boolean>();
  return {
    before,
    after,
    isNews(product, version) {
      const key = product * 4096 + version;
      const known = news.get(key);
      if (known !== undefined) return known;
      const found = differs(before, after, { product, version });
      news.set(key, found);
      return found;
    },
  };
}

function differs(
  before: Software,
  after: Software,
  of: { product: number; version: number },
): boolean {
  const weak = after.release(of.product, of.version).weak;
  if (before.release(of.product, of.version).weak.length !== weak.length) return true;
  const { tenant } = after;
  return weak.some(
    ({ weakness: { index } }) =>
      exploitOn(tenant, index, before.day) !== exploitOn(tenant, index, after.day),
  );
}

/** Whether the export has the machine's rows on the day of the software; orphans are always there. */
export function isExported(software: Software, device: Device): boolean {
  return device.index >= ORPHANS || deviceExists(software.tenant, device.index, software.day);
}

/** Whether the machine moved to another device group. */
export function isMoved({ before, after }: Evening, device: Device): boolean {
  const { tenant } = after;
  return rbacGroupOn(tenant, device, before.day).id !== rbacGroupOn(tenant, device, after.day).id;
}

/** Whether no row of the machine can differ, told without making the rows: true for nine machines of ten. */
export function isStill(evening: Evening, device: Device): boolean {
  const { before, after } = evening;
  if (!isExported(before, device) || !isExported(after, device) || isMoved(evening, device)) {
    return false;
  }
  if (refreshedAt(before, device) !== refreshedAt(after, device)) return false;
  const [was, is] = [itemsOf(before, device, before.day), itemsOf(after, device, after.day)];
  return (
    was.length === is.length &&
    is.every(({ product, version }, place) => {
      const same = was[place]?.product === product && was[place].version === version;
      return same && !evening.isNews(product, version);
    })
  );
}
