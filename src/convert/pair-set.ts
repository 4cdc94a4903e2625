/** Room for the second index of a pair: the packed pair stays an exact integer below 2^53. */
const secondLimit = 2 ** 26;

/** Growing at this load keeps the probes short. */
const fullAt = 0.7;

/** Murmur's last step over both halves of a packed pair, so that neither index alone decides the slot. */
function slotOf(packed: number, mask: number): number {
  let hash = Math.imul((packed / 2 ** 32) | 0, 0x9e37_79b1) ^ (packed | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) & mask;
}

/**
 * A set of pairs of indexes in 12 to 24 bytes a pair: ten million pairs in 135 MB, where JavaScript's `Set` takes three
 * times that and ends at 16.7 million.
 */
export class PairSet {
  /** Pairs plus one, so that zero means free. */
  #slots = new Float64Array(1_024);
  #size = 0;

  /** How many pairs are in it. */
  get size(): number {
    return this.#size;
  }

  /** Puts a pair in; says whether it is new. Both indexes are whole, from 0 to 67 million. */
  add(first: number, second: number): boolean {
    const packed = first * secondLimit + second + 1;
    if (!insert(this.#slots, packed)) return false;
    this.#size++;
    if (this.#size > this.#slots.length * fullAt) this.#grow();
    return true;
  }

  #grow(): void {
    const wider = new Float64Array(this.#slots.length * 2);
    for (const packed of this.#slots) {
      if (packed !== 0) insert(wider, packed);
    }
    this.#slots = wider;
  }
}

function insert(slots: Float64Array, packed: number): boolean {
  const mask = slots.length - 1;
  let at = slotOf(packed, mask);
  while (slots[at] !== 0) {
    if (slots[at] === packed) return false;
    at = (at + 1) & mask;
  }
  slots[at] = packed;
  return true;
}
