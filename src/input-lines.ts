/**
 * The lines of a text that comes in pieces. Only a line feed ends a line (with the carriage return before it): readline
 * also breaks at U+2028, which a JSON string may hold.
 */
export async function* linesOf(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const piece of pieces) {
    const text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    const ends = text.split("\n");
    const last = ends.pop() ?? "";
    for (const end of ends) {
      yield [...begun, end].join("").replace(/\r$/, "");
      begun = [];
    }
    begun.push(last);
  }
  const rest = begun.join("");
  if (rest !== "") yield rest;
}
