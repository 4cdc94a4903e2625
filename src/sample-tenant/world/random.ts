/** A number in [0, 1) that depends on nothing but the seed, the purpose and the two indexes. */
export type Roll = (purpose: string, a?: number, b?: number) => number;

const TWO_32 = 4_294_967_296;

/** One round of MurmurHash3's finaliser: for a fixed `hash` no two values of `value` give the same result. */
function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

function hashText(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash;
}

/** The dice of one seed. Stateless, so that device 7 is the same whether 10 or 50,000 devices exist. */
export function dice(seed: number): Roll {
  const starts = new Map<string, number>();
  return (purpose, a = 0, b = 0) => {
    let start = starts.get(purpose);
    if (start === undefined) {
      start = mix(mix(0x9e37_79b9, seed), hashText(purpose));
      starts.set(purpose, start);
    }
    return (mix(mix(mix(start, a), b), 0x2545_f491) >>> 0) / TWO_32;
  };
}

/** A whole number from `low` to `high`, both possible. */
export function between(roll: number, low: number, high: number): number {
  return low + Math.floor(roll * (high - low + 1));
}

/** The element that a roll points to. The list must not be empty. */
export function pick<Item>(list: readonly Item[], roll: number): Item {
  return at(list, Math.floor(roll * list.length));
}

/** The element at a position that is known to exist; a position that does not is our mistake. */
export function at<Item>(list: readonly Item[], position: number): Item {
  const item = list[position];
  if (item === undefined) throw new RangeError(`no element at ${position} of ${list.length}`);
  return item;
}

/** The value of the first entry whose share, added to those before it, exceeds the roll; the last one otherwise. */
export function share<Value>(roll: number, table: readonly (readonly [number, Value])[]): Value {
  let sum = 0;
  for (const [part, value] of table) {
    sum += part;
    if (roll < sum) return value;
  }
  return at(table, table.length - 1)[1];
}
