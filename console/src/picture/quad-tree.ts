import { numberAt } from "./number-at.ts";

/** Squares smaller than this share of their distance count as one point. */
const coarseness = 0.9;

/** Squares are cut this often at most: points in one place would be cut apart for ever. */
const deepest = 16;

/** Points gathered in squares within squares: what is far away counts as one. */
export class QuadTree {
  readonly #half: number;
  readonly #children: Int32Array;
  readonly #mass: Float64Array;
  readonly #sumX: Float64Array;
  readonly #sumY: Float64Array;
  #cells = 1;
  // What is still to be looked at, kept between calls: they are many.
  readonly #stack = new Int32Array(4 * deepest + 8);
  readonly #sizes = new Float64Array(4 * deepest + 8);

  constructor(x: Float64Array, y: Float64Array) {
    const room = x.length * deepest + 1;
    this.#half = Math.max(1, extentOf(x), extentOf(y));
    this.#children = new Int32Array(room * 4);
    this.#mass = new Float64Array(room);
    this.#sumX = new Float64Array(room);
    this.#sumY = new Float64Array(room);
    for (let point = 0; point < x.length; point++)
      this.#add(numberAt(x, point), numberAt(y, point));
  }

  #add(px: number, py: number): void {
    let cell = 0;
    let cx = 0;
    let cy = 0;
    let size = this.#half;
    for (let depth = 0; depth < deepest; depth++) {
      this.#mass[cell] = numberAt(this.#mass, cell) + 1;
      this.#sumX[cell] = numberAt(this.#sumX, cell) + px;
      this.#sumY[cell] = numberAt(this.#sumY, cell) + py;
      if (size < 3) return;
      size /= 2;
      const right = px >= cx;
      const below = py >= cy;
      cx += right ? size : -size;
      cy += below ? size : -size;
      cell = this.#childOf(cell * 4 + Number(right) + 2 * Number(below));
    }
  }

  #childOf(place: number): number {
    const known = numberAt(this.#children, place);
    if (known !== 0) return known;
    this.#children[place] = this.#cells;
    return this.#cells++;
  }

  /** Puts into `felt` the push that a place feels from all points: `felt[0]` across, `felt[1]` down. */
  push(px: number, py: number, felt: Float64Array): void {
    let across = 0;
    let down = 0;
    let waiting = 1;
    this.#stack[0] = 0;
    this.#sizes[0] = this.#half * 2;
    while (waiting > 0) {
      waiting--;
      const cell = numberAt(this.#stack, waiting);
      const size = numberAt(this.#sizes, waiting);
      const here = numberAt(this.#mass, cell);
      const dx = px - numberAt(this.#sumX, cell) / here;
      const dy = py - numberAt(this.#sumY, cell) / here;
      const square = dx * dx + dy * dy;
      const more = size * size < coarseness * square ? waiting : this.#open(cell, size, waiting);
      if (more === waiting) {
        const push = here / Math.max(square, 30);
        across += dx * push;
        down += dy * push;
      }
      waiting = more;
    }
    felt[0] = across;
    felt[1] = down;
  }

  /** Puts a square's own squares on the stack, and tells how high it is then: the same where there are none. */
  #open(cell: number, size: number, waiting: number): number {
    let top = waiting;
    for (let quarter = 0; quarter < 4; quarter++) {
      const child = numberAt(this.#children, cell * 4 + quarter);
      if (child === 0) continue;
      this.#stack[top] = child;
      this.#sizes[top] = size / 2;
      top++;
    }
    return top;
  }
}

function extentOf(values: Float64Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index++)
    most = Math.max(most, Math.abs(numberAt(values, index)));
  return most;
}
