const nul = /\0/g;

/** Whether a text is one that both databases keep as it is. */
function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * A text as both databases keep it: a NUL character, which PostgreSQL has no place for, and half of a surrogate pair,
 * which is no character, become the replacement character.
 */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replace(nul, "\uFFFD");
}
