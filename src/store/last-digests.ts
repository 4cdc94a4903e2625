import { hash } from "node:crypto";

const wordsPerDigest = 4;

/** Of each number, whichever its sign, the digest of what came last under it: 16 bytes, and nothing to collect as garbage. */
export class LastDigests {
  #words = new Uint32Array(1_024 * wordsPerDigest);

  /** Whether the very same content came last under this number; from now on it did. */
  isKnown(number: number, content: string): boolean {
    const digest = hash("md5", content, "binary");
    const from = (number < 0 ? -2 * number - 1 : 2 * number) * wordsPerDigest;
    if (from >= this.#words.length) this.#grow(from);
    let isKnown = true;
    for (let at = 0; at < wordsPerDigest; at++) {
      const word = wordOf(digest, at * 4);
      isKnown &&= this.#words[from + at] === word;
      this.#words[from + at] = word;
    }
    return isKnown;
  }

  clear(): void {
    this.#words.fill(0);
  }

  #grow(beyond: number): void {
    const words = new Uint32Array(Math.max(this.#words.length, beyond) * 2);
    words.set(this.#words);
    this.#words = words;
  }
}

/** Four characters of a byte each, as a whole number without sign. */
function wordOf(digest: string, at: number): number {
  const low = digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8);
  const high = digest.charCodeAt(at + 2) | (digest.charCodeAt(at + 3) << 8);
  return low + high * 65_536;
}
