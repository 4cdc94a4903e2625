import type { Product } from "./product-list.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import type { Weakness } from "./weakness.ts";

/** What a release is made from. */
export interface Shelf {
  readonly tenant: Tenant;
  readonly day: number;
  readonly products: readonly Product[];
  readonly weaknesses: readonly Weakness[];
  /** Weaknesses of the first day by product. */
  readonly pools: readonly (readonly number[])[];
  /** Weaknesses found later, by product. */
  readonly later: readonly (readonly number[])[];
  /** Weaknesses of a version of a product of weight 1. */
  readonly density: number;
  /** How many versions of each product are in use on the first day; the last one is the newest. */
  readonly versions: number;
}

/** A weakness in a release. */
export interface Flaw {
  readonly weakness: Weakness;
  /** Whether the flaw is in code of another product that this one contains. */
  readonly borrowed: boolean;
}

/** A version of a product on a day. */
export interface Release {
  readonly product: Product;
  /** As the provider writes it. */
  readonly version: string;
  readonly weak: readonly Flaw[];
}

/** The version of a product with what is known to be wrong with it on the day of the shelf. */
export function releaseOn(shelf: Shelf, product: number, version: number): Release {
  const described = at(shelf.products, product);
  const own = windowOf(shelf, product, version).map((index) => flaw(shelf, index, false));
  const inner = shelf.products.findIndex(({ name }) => name === described.contains);
  const borrowed =
    inner < 0 ? [] : windowOf(shelf, inner, version).filter((_, place) => place % 3 === 0);
  const later = (shelf.later[product] ?? []).filter((index) => isAffected(shelf, index, version));
  return {
    product: described,
    version: versionText(described, version),
    weak: [
      ...own,
      ...borrowed.map((index) => flaw(shelf, index, true)),
      ...later.map((index) => flaw(shelf, index, false)),
    ],
  };
}

function flaw(shelf: Shelf, index: number, borrowed: boolean): Flaw {
  return { weakness: at(shelf.weaknesses, index), borrowed };
}

/** A weakness found later affects a few neighbouring versions, recent ones. */
function isAffected(shelf: Shelf, index: number, version: number): boolean {
  const newest = shelf.versions - 1 - Math.floor(shelf.tenant.roll("affected", index) * 5);
  const oldest = newest - Math.floor(shelf.tenant.roll("affected-span", index) * 4);
  return oldest <= version && version <= newest;
}

/** The part of a product's pool that a version suffers from: with each version some drop out and others enter. */
function windowOf(shelf: Shelf, product: number, version: number): readonly number[] {
  const pool = shelf.pools[product] ?? [];
  const width = widthOf(shelf, product, version);
  const start = startOf(shelf, product, version);
  return Array.from({ length: width }, (_, place) => at(pool, (start + place) % pool.length));
}

function widthOf(shelf: Shelf, product: number, version: number): number {
  const pool = shelf.pools[product] ?? [];
  const mean = shelf.density * at(shelf.products, product).weight;
  const roll = shelf.tenant.roll("width", product, version);
  const width = Math.floor(
    mean * (0.6 + 0.8 * roll) + shelf.tenant.roll("width-part", product, version),
  );
  const dreaded = product === 0 && version === 0 ? 1 : 0;
  return Math.min(Math.max(width, dreaded), pool.length);
}

function startOf(shelf: Shelf, product: number, version: number): number {
  const pool = shelf.pools[product] ?? [];
  const step = stepOf(shelf.density * at(shelf.products, product).weight);
  return pool.length === 0 ? 0 : (version * step) % pool.length;
}

/** How many weaknesses each version leaves behind: a third of those it has. */
export function stepOf(width: number): number {
  return Math.max(1, Math.round(width / 3));
}

function versionText(product: Product, version: number): string {
  if (product.fix === "kb" && product.platform !== undefined)
    return `${product.major}.0.${19_041 + version}.${3000 + version * 144}`;
  if (product.major > 100)
    return `${product.major + version}.0.${6600 + version * 87}.${100 - version}`;
  return `${product.major}.${version}.${(version * 7 + 3) % 10}`;
}
