/** How many there are of something on day 0, and how they come and go. */
export interface Population {
  /** How many exist on day 0. */
  readonly initial: number;
  /** The first ones, which never leave: they carry the quirks. */
  readonly lasting: number;
  /** Arrivals per day; may be a fraction. */
  readonly arrivals: number;
  /** Departures per day; may be a fraction. */
  readonly departures: number;
  /** Odd multiplier without a common divisor with the number of those that may leave: it shuffles the order of leaving. */
  readonly stride: number;
}

/** A population; nothing ever comes to where nothing was. */
export function population(
  initial: number,
  lasting: number,
  perDay: { readonly arrivals: number; readonly departures: number },
): Population {
  const mortal = Math.max(initial - lasting, 1);
  const arrivals = initial === 0 ? 0 : perDay.arrivals;
  return { initial, lasting, arrivals, departures: perDay.departures, stride: strideOf(mortal) };
}

function strideOf(count: number): number {
  let stride = Math.max(Math.floor(count * 0.618) | 1, 1);
  while (divisor(stride, count) !== 1) stride += 2;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** The day on which the one with this index appears: 0 for those of the first day. */
export function bornOn(all: Population, index: number): number {
  return index < all.initial ? 0 : Math.ceil((index - all.initial + 1) / all.arrivals);
}

/** The day from which the one with this index is gone; infinite for lasting ones and for newcomers. */
export function goneOn(all: Population, index: number): number {
  if (index < all.lasting || index >= all.initial || all.departures === 0) return Infinity;
  const rank = ((index - all.lasting) * all.stride) % (all.initial - all.lasting);
  return Math.ceil((rank + 1) / all.departures);
}

/** How many have ever existed up to a day: indexes run from 0 to one less. */
export function everUpTo(all: Population, day: number): number {
  if (all.arrivals === 0) return all.initial;
  let count = all.initial + Math.floor(all.arrivals * Math.max(day, 0)) + 1;
  while (count > all.initial && bornOn(all, count - 1) > day) count--;
  return count;
}
