/** A number of a list; 0 beyond its end. */
export function numberAt(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0;
}
