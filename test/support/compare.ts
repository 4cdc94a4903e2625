import { isDeepStrictEqual } from "node:util";

/** A line of an export or of the truth. */
export interface GraphLine {
  readonly kind: "entity" | "relationship";
  readonly _key: string;
  readonly _type: string;
  readonly _class: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How a graph differs from the truth: at most twenty examples of each kind, and the counts. */
export interface Differences {
  readonly missing: string[];
  readonly surplus: string[];
  readonly wrong: string[];
  readonly counts: { missing: number; surplus: number; wrong: number; compared: number };
}

const examples = 20;

function note(list: string[], text: string): void {
  if (list.length < examples) list.push(text);
}

function wrongFacts(truth: GraphLine, found: GraphLine): string[] {
  const facts: string[] = [];
  const say = (name: string, wanted: unknown, got: unknown): void => {
    facts.push(
      `${truth._key} ${name}: the truth says ${JSON.stringify(wanted)}, the graph ${JSON.stringify(got)}`,
    );
  };
  if (truth._type !== found._type) say("_type", truth._type, found._type);
  if (!isDeepStrictEqual(truth._class, found._class)) say("_class", truth._class, found._class);
  for (const [name, wanted] of Object.entries(truth.properties)) {
    const got = found.properties[name];
    if (!isDeepStrictEqual(wanted ?? null, got ?? null)) say(name, wanted, got);
  }
  return facts;
}

/** Compares a graph with the truth: every key on both sides, types, classes, and each property that the truth vouches for. */
export async function compareWithTruth(
  graph: AsyncIterable<readonly GraphLine[]>,
  truth: Iterable<GraphLine>,
): Promise<Differences> {
  const found = new Map<string, GraphLine>();
  const counts = { missing: 0, surplus: 0, wrong: 0, compared: 0 };
  const differences: Differences = { missing: [], surplus: [], wrong: [], counts };
  for await (const lines of graph)
    for (const line of lines) found.set(`${line.kind} ${line._key}`, line);
  for (const line of truth) {
    const name = `${line.kind} ${line._key}`;
    const got = found.get(name);
    found.delete(name);
    counts.compared++;
    if (got === undefined) {
      counts.missing++;
      note(differences.missing, name);
      continue;
    }
    const facts = wrongFacts(line, got);
    if (facts.length > 0) counts.wrong++;
    for (const fact of facts) note(differences.wrong, fact);
  }
  counts.surplus = found.size;
  for (const name of found.keys()) note(differences.surplus, name);
  return differences;
}

/** No difference at all over this many lines. */
export function noDifference(compared: number): Differences {
  return {
    missing: [],
    surplus: [],
    wrong: [],
    counts: { missing: 0, surplus: 0, wrong: 0, compared },
  };
}
