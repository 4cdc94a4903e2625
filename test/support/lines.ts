import type { GraphLine } from "./compare.ts";
import type { Bench } from "./world.ts";

/** The names of everything that a graph, or the truth, has. */
async function namesIn(
  lines: AsyncIterable<readonly GraphLine[]> | Iterable<GraphLine>,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const add = ({ kind, _key }: GraphLine): void => {
    names.add(`${kind} ${_key}`);
  };
  if (Symbol.asyncIterator in lines) {
    for await (const batch of lines) batch.forEach(add);
  } else for (const line of lines) add(line);
  return names;
}

/** What the graph has. */
export const graphNames = (bench: Bench): Promise<ReadonlySet<string>> =>
  namesIn(bench.desk.export({}));

/** What the graph should have. */
export const truthNames = (bench: Bench): Promise<ReadonlySet<string>> =>
  namesIn(bench.tenant.truth({ accountName: "Acme" }));
