import { ORPHANS, type Device } from "./device.ts";
import { epochOf, epochStart, firstSeenAt, reportDay } from "./device-report.ts";
import { bornOn } from "./population.ts";
import { type Product, weakProducts } from "./product-list.ts";
import type { Shelf } from "./release.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, morning } from "./times.ts";

/** A version of a product on a machine. */
export interface Item {
  /** Position of the product. */
  readonly product: number;
  readonly version: number;
  /** The version that was there when Defender first looked. */
  readonly firstVersion: number;
}

/** The software on a machine as of its last report up to a day; none on a machine without a sensor. */
export function itemsOf(
  shelf: Pick<Shelf, "tenant" | "products" | "versions">,
  device: Device,
  day: number,
): readonly Item[] {
  if (device.kind === "discovered") return [];
  const { tenant } = shelf;
  const report = reportDay(tenant, device, day);
  const items: Item[] = [];
  shelf.products.forEach((product, position) => {
    if (tenant.roll("installed", device.index, position) >= popularityOn(product, device)) return;
    const firstVersion = firstVersionOf(shelf, device, { product, position });
    const version = firstVersion + upgradesUpTo(tenant, { device, position }, report);
    items.push({ product: position, version, firstVersion });
    const leftBehind =
      tenant.roll("left-behind", device.index, position) < 0.03 && firstVersion > 0;
    if (leftBehind && product.platform === undefined) {
      items.push({ product: position, version: firstVersion - 1, firstVersion: firstVersion - 1 });
    }
  });
  return items;
}

function popularityOn(product: Product, device: Device): number {
  if (product.platform !== undefined) return product.platform === device.system.platform ? 1 : 0;
  return product.popularity[device.system.family] ?? 0;
}

/** Recent versions mostly. A product that contains another is as old as that one, so that they share weaknesses. */
function firstVersionOf(
  shelf: Pick<Shelf, "tenant" | "versions">,
  device: Device,
  of: { product: Product; position: number },
): number {
  if (isNeglected(device, of.position)) return 0;
  const age = shelf.tenant.roll("version", device.index, ageSource(of));
  return shelf.versions - 1 - Math.floor(age * age * age * age * shelf.versions);
}

function ageSource(of: { product: Product; position: number }): number {
  return POSITIONS.get(of.product.contains ?? "") ?? of.position;
}

/** Where each product stands in the list. */
const POSITIONS = new Map(weakProducts.map(({ name }, position) => [name, position]));

/** Some people's Windows is never patched: it keeps the weakness that is in every exploit kit. */
function isNeglected(device: Device, position: number): boolean {
  return position === 0 && device.index % 50 === 0;
}

function upgrading(of: { device: Device; position: number }): {
  purpose: string;
  index: number;
  length: number;
} {
  return {
    purpose: `upgrade-${of.position}`,
    index: of.device.index,
    length: 40 + ((of.position * 13) % 70),
  };
}

function firstDay(tenant: Tenant, device: Device): number {
  return device.index >= ORPHANS ? 0 : bornOn(tenant.machines, device.index);
}

function upgradesUpTo(
  tenant: Tenant,
  of: { device: Device; position: number },
  report: number,
): number {
  if (isNeglected(of.device, of.position)) return 0;
  const first = firstDay(tenant, of.device);
  if (report <= first) return 0;
  return epochOf(tenant, upgrading(of), report) - epochOf(tenant, upgrading(of), first);
}

/** When the machine got the first version of an item, as far as Defender knows. */
export function installedAt(tenant: Tenant, device: Device, product: number): number {
  const later = tenant.roll("installed-at", device.index, product);
  const span = firstDay(tenant, device) > 0 ? 600_000 : 8 * DAY;
  return firstSeenAt(tenant, device) + Math.floor(later * span);
}

/** When the machine got a later version of an item. */
export function upgradedAt(
  tenant: Tenant,
  device: Device,
  to: { product: number; upgrade: number },
): number {
  const of = upgrading({ device, position: to.product });
  const start = epochStart(tenant, of, firstDay(tenant, device)) + to.upgrade * of.length;
  return (
    morning(tenant, start) -
    3 * 3_600_000 +
    Math.floor(tenant.roll("upgraded-at", device.index, to.product) * 3_000_000)
  );
}
