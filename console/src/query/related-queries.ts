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
  const tail = /\b(?:WHERE|RETURN|ORDER\s+BY|SKIP|LIMIT)\b/i.exec(query);
  const steps = query.slice(0, tail?.index ?? query.length);
  const lastThat = [...steps.matchAll(/\bTHAT\b/gi)].at(-1);
  const kept = lastThat === undefined ? "" : steps.slice(0, lastThat.index).trim();
  return kept === "" ? undefined : kept.replace(/\($/, "").trim();
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
