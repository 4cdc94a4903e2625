import { type Device, deviceAt } from "./device.ts";
import { itemsOf } from "./installed.ts";
import { everUpTo } from "./population.ts";
import { type Product, soundProducts, weakProducts } from "./product-list.ts";
import { type Release, type Shelf, releaseOn, stepOf } from "./release.ts";
import type { Tenant } from "./tenant.ts";
import { STAGE_SIZE } from "./cast.ts";
import { type Weakness, weaknessAt } from "./weakness.ts";

/** Every product, weak ones first: their position is the product's number. */
const products: readonly Product[] = [...weakProducts, ...soundProducts];

/** The software that exists on a day, and what is wrong with it. */
export interface Software extends Shelf {
  /** A version of a product. */
  release(product: number, version: number): Release;
}

/** The software of a tenant on a day. `density` scales how many weaknesses a version has. */
export function softwareOn(tenant: Tenant, day: number, density: number): Software {
  return stocked(stockOn(tenant, day), density);
}

function stocked(stock: Omit<Shelf, "density" | "versions">, density: number): Software {
  const shelf: Shelf = { ...stock, density, versions: versionsFor(stock.tenant, density) };
  const releases = new Map<number, Release>();
  return {
    ...shelf,
    release(product, version) {
      const key = product * 4096 + version;
      const known = releases.get(key);
      if (known !== undefined) return known;
      const release = releaseOn(shelf, product, version);
      releases.set(key, release);
      return release;
    },
  };
}

function stockOn(tenant: Tenant, day: number): Omit<Shelf, "density" | "versions"> {
  const weaknesses: Weakness[] = [];
  const pools: number[][] = products.map(() => []);
  const later: number[][] = products.map(() => []);
  const used = Math.min(Math.max(Math.floor(tenant.size.cves / 8), 1), weakProducts.length);
  const count = everUpTo(tenant.weaknesses, day);
  for (let index = 0; index < count; index++) {
    const target = index < tenant.weaknesses.initial ? pools : later;
    target[productOf(index, used)]?.push(index);
    weaknesses.push(weaknessAt(tenant, index));
  }
  return { tenant, day, products, weaknesses, pools, later };
}

const totalWeights: readonly number[] = weakProducts.map((_, last) =>
  weakProducts.slice(0, last + 1).reduce((sum, { weight }) => sum + weight, 0),
);

/** As many versions as it takes to use the catalogue up, within reason. */
function versionsFor(tenant: Tenant, density: number): number {
  const steps = weakProducts.reduce((sum, { weight }) => sum + stepOf(density * weight), 0);
  return Math.min(Math.max(Math.round(tenant.size.cves / steps), 6), 500);
}

/** Spreads the weaknesses evenly over the first products, by their weight: multiples of the golden ratio. */
function productOf(index: number, used: number): number {
  const place = ((index * 0.618_033_988_75) % 1) * (totalWeights[used - 1] ?? 0);
  return totalWeights.findIndex((sum) => place < sum);
}

/** The density at which machines have as many findings as wanted on average, as near as the catalogue allows. */
export function densityOf(tenant: Tenant): number {
  const sample: Device[] = [];
  for (let index = STAGE_SIZE; sample.length < 300; index++) sample.push(deviceAt(tenant, index));
  const stock = stockOn(tenant, 0);
  let density = tenant.size.findingsPerDevice / 12;
  for (let round = 0; round < 7 && density > 0; round++) {
    const mean = meanFindings(stocked(stock, density), sample);
    if (mean > 0) density = Math.min(density * (tenant.size.findingsPerDevice / mean), 100_000);
  }
  return density;
}

function meanFindings(software: Software, sample: readonly Device[]): number {
  let rows = 0;
  for (const device of sample) {
    for (const item of itemsOf(software, device, 0))
      rows += software.release(item.product, item.version).weak.length;
  }
  return rows / sample.length;
}
