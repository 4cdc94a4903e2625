/** The query for an entity with everything around it. */
export function neighboursOf(key: string): string {
  return `FIND * WITH _key = ${quoted(key)} THAT RELATES TO * RETURN TREE`;
}

/** The query for an entity's neighbours of one type over one verb. */
export function neighboursOfKind(key: string, type: string, verb: string): string {
  return `FIND ${type} THAT ${verb} * WITH _key = ${quoted(key)}`;
}

/** The query without its last step, to see where a chain of steps stops finding anything; `undefined` for one step. */
export function withoutLastStep(query: string): string | undefined {
  const words = withoutTexts(query);
  const tail = /\b(?:WHERE|RETURN|ORDER\s+BY|SKIP|LIMIT)\b/i.exec(words);
  const steps = words.slice(0, tail?.index ?? words.length);
  const lastThat = [...steps.matchAll(/\bTHAT\b/gi)].at(-1);
  const kept = lastThat === undefined ? "" : query.slice(0, lastThat.index).trim();
  return kept === "" ? undefined : kept.replace(/\($/, "").trim();
}

/** Whether a query asks for numbers about groups of things, which a picture does not show. */
export function asksForNumbers(query: string): boolean {
  return /\bRETURN\b[\s\S]*\b(?:COUNT|SUM|MIN|MAX|AVG)\s*\(/i.test(withoutTexts(query));
}

/** The query with spaces in place of what stands in quotation marks, so that its words can be looked for. */
function withoutTexts(query: string): string {
  return query.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, (text) =>
    " ".repeat(text.length),
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
