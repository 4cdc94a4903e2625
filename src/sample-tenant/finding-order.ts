import type { JsonObject } from "../base/json.ts";
import { textOf } from "./json-text.ts";
import { perWorld } from "./per-world.ts";
import type { World } from "./world/world.ts";

/** Machines whose rows are mixed with each other. */
const blockMachines = 16;

/** Blocks whose second halves follow their first halves. */
const neighbours = 32;

/** The golden ratio's share: consecutive steps of it land far from each other. */
const step = 0.618;

/** Every machine that the export tells about, in the export's order, which is not that of their ids. */
export const exportedMachines = perWorld((world: World): readonly string[] => {
  const ids = new Set(world.machines.map((machine) => textOf(machine["id"])));
  return scattered([...ids, ...world.orphanMachineIds]);
});

function scattered(ids: readonly string[]): readonly string[] {
  let stride = Math.max(1, Math.floor(ids.length * step));
  while (divisor(stride, ids.length) !== 1) {
    stride += 1;
  }
  return ids.map((_, index) => ids[(index * stride) % ids.length] ?? "");
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** How many blocks of machines there are. */
export function blockCount(world: World): number {
  return Math.ceil(exportedMachines(world).length / blockMachines);
}

/** A row with what decides where it goes: the machine's position plus the row's. */
export interface PlacedRow {
  readonly row: JsonObject;
  readonly place: number;
}

/** The rows of one block of machines: the first of each machine, then the second of each, and so on. */
export function* blockRows(world: World, block: number): Generator<PlacedRow> {
  const first = block * blockMachines;
  const lists = exportedMachines(world)
    .slice(first, first + blockMachines)
    .map((id) => world.findingsOf(id));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let depth = 0; depth < longest; depth += 1) {
    for (const [index, list] of lists.entries()) {
      const row = list[depth];
      if (row !== undefined) {
        yield { row, place: first + index + depth };
      }
    }
  }
}

/** Where a walk of the findings stands: a section and the rows of it that were told. */
export interface FindingPosition {
  readonly section: number;
  readonly line: number;
}

/**
 * A walk of all findings, resumable at any row. Each block is told in two sections, the second after the first ones
 * of its neighbours, so that a machine's rows are spread over the pages.
 */
export class FindingWalk {
  readonly #world: World;
  #section: number;
  #line: number;
  #rows: readonly JsonObject[] | undefined;

  constructor(world: World, position: FindingPosition) {
    this.#world = world;
    this.#section = position.section;
    this.#line = position.line;
  }

  /** Up to `most` further rows. */
  *take(most: number): Generator<JsonObject> {
    for (let taken = 0; taken < most; taken += 1) {
      const row = this.#peek();
      if (row === undefined) {
        return;
      }
      this.#line += 1;
      yield row;
    }
  }

  /** Where the next row is; `undefined` at the end. */
  position(): FindingPosition | undefined {
    return this.#peek() === undefined ? undefined : { section: this.#section, line: this.#line };
  }

  #peek(): JsonObject | undefined {
    const sections = Math.ceil(blockCount(this.#world) / neighbours) * neighbours * 2;
    while (this.#section < sections) {
      this.#rows ??= sectionRows(this.#world, this.#section);
      const row = this.#rows[this.#line];
      if (row !== undefined) {
        return row;
      }
      this.#section += 1;
      this.#line = 0;
      this.#rows = undefined;
    }
    return undefined;
  }
}

/** Rows of the blocks that were asked for last: the second section follows soon after the first. */
const recentBlocks = perWorld(() => new Map<number, readonly PlacedRow[]>());

function rememberedRows(world: World, block: number): readonly PlacedRow[] {
  const recent = recentBlocks(world);
  const rows = recent.get(block) ?? [...blockRows(world, block)];
  const [oldest] = recent.keys();
  if (recent.size >= neighbours && !recent.has(block) && oldest !== undefined) {
    recent.delete(oldest);
  }
  recent.set(block, rows);
  return rows;
}

function sectionRows(world: World, section: number): readonly JsonObject[] {
  const group = Math.floor(section / (neighbours * 2));
  const block = group * neighbours + (section % neighbours);
  const parity = Math.floor(section / neighbours) % 2;
  return rememberedRows(world, block)
    .filter(({ place }) => place % 2 === parity)
    .map(({ row }) => row);
}
