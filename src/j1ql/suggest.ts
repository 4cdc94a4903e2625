/** The candidate nearest to a word that was probably mistyped; `null` if none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const lower = word.toLowerCase();
  let best: string | null = null;
  // One slip in a short word, more in a long one; every one-letter word is one slip from every other.
  let least = word.length < 3 ? 0.5 : Math.max(1, Math.floor(word.length / 4)) + 0.5;
  for (const candidate of candidates) {
    const distance = distanceBetween(lower, candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** ` Did you mean \`x\`?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === null ? "" : ` Did you mean \`${near}\`?`;
}

/** A plural, a missing prefix or a few slips apart; more than `limit` is reported as infinite. */
function distanceBetween(one: string, other: string, limit: number): number {
  if (one === other) return 0;
  if (`${one}s` === other || one === `${other}s`) return 0.25;
  if (one.length >= 4 && other.endsWith(`_${one}`)) return 0.5;
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  return editDistance(one.slice(0, 64), other.slice(0, 64));
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function editDistance(one: string, other: string): number {
  const lines = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) lines.push(lineOf(lines, { one, other, row }));
  return lines[one.length]?.[other.length] ?? 0;
}

interface LineInput {
  readonly one: string;
  readonly other: string;
  readonly row: number;
}

function lineOf(lines: readonly (readonly number[])[], { one, other, row }: LineInput): number[] {
  const line = [row];
  const at = (up: number, column: number): number => lines[row - up]?.[column] ?? Infinity;
  for (let column = 1; column <= other.length; column++) {
    const same = one[row - 1] === other[column - 1];
    const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    line[column] = Math.min(
      at(1, column) + 1,
      (line[column - 1] ?? 0) + 1,
      at(1, column - 1) + (same ? 0 : 1),
      swapped ? at(2, column - 2) + 1 : Infinity,
    );
  }
  return line;
}
