// Bytes that a character of JavaScript's may become in UTF-8: pairs of them become fewer.
const mostBytes = 3;

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
