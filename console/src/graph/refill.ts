/** Puts these items in place of what a set holds. */
export function refill(set: Set<string>, items: readonly string[]): void {
  set.clear();
  for (const item of items) set.add(item);
}
