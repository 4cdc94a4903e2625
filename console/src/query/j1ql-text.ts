/** A text as a J1QL string. */
export function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A pattern that finds a text in any case, wherever it stands. */
export function containing(text: string): string {
  return `/${text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}/i`;
}

/** A value, or any of several, as a condition's right side. */
export function anyOf(values: readonly string[]): string {
  return `(${values.map(quoted).join(" OR ")})`;
}
