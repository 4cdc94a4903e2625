/**
 * Gives back the first of equal texts. Rows of a database bring every key as a text of its own; a million edges then
 * hold a few thousand texts instead of a million.
 */
export function interner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, text);
    return text;
  };
}
