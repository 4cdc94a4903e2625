/** The first objects of a reply that has one JSON object a line; the rest is not read. */
export async function linesOf<Line>(response: Response, most: number): Promise<Line[]> {
  const lines: Line[] = [];
  if (response.body === null) return lines;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return lines;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) lines.push(JSON.parse(part));
    if (lines.length < most) continue;
    await reader.cancel();
    return lines.slice(0, most);
  }
}
