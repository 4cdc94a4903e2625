// Bytes that a character of JavaScript's may become in UTF-8: pairs of them become fewer.
const mostBytes = 3;

const minus = 45;
const zero = 48;
// With the minus of a number below zero.
const mostDigits = 17;

function digitsOf(number: number): number {
  let digits = 1;
  for (let power = 10; number >= power; power *= 10) digits += 1;
  return digits;
}

/** A text that grows piece by piece as UTF-8: half the time of joining millions of strings first. */
export class GrowingText {
  #bytes = Buffer.allocUnsafeSlow(65_536);
  #length = 0;

  /** How many bytes it has. */
  get length(): number {
    return this.#length;
  }

  add(piece: string): void {
    const needed = this.#length + piece.length * mostBytes;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#length += this.#bytes.write(piece, this.#length);
  }

  /** Adds a character below 128. */
  addAscii(code: number): void {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length++] = code;
  }

  /** Adds a whole number, far faster than as text. */
  addWhole(number: number): void {
    const needed = this.#length + mostDigits;
    if (needed > this.#bytes.length) this.#grow(needed);
    if (number < 0) this.#bytes[this.#length++] = minus;
    let rest = Math.abs(number);
    const digits = digitsOf(rest);
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const next = Math.floor(rest / 10);
      this.#bytes[at] = zero + (rest - next * 10);
      rest = next;
    }
    this.#length += digits;
  }

  /** Everything since the last time, in memory of its own that is no larger than it must be. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = Buffer.allocUnsafeSlow(this.#length);
    taken.set(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return new Uint8Array(taken.buffer);
  }

  /** Forgets what was not taken. */
  clear(): void {
    this.#length = 0;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
