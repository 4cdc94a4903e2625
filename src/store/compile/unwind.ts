import { jsonText } from "./call.ts";
import type { Context } from "./context.ts";
import type { Paths } from "./paths.ts";
import type { Term } from "./term.ts";
import { type Unwind, valueTerm } from "./value.ts";

/** Paths multiplied by the elements of the lists that columns unwind; equal UNWINDs are one. */
export function unwound(context: Context, paths: Paths): Paths {
  const unwinds = unwindsOf(context);
  if (unwinds.size === 0) return paths;
  const { dialect } = context;
  const tables = [...unwinds.values()].map(({ of }, index) => {
    const list = jsonText(dialect, valueTerm(context, paths.reader, of));
    return dialect.eachItem(dialect.items(list), `w${index}`);
  });
  const places = [...unwinds.keys()];
  const itemOf = (value: Unwind): Term => ({
    kind: "item",
    sql: `w${places.indexOf(JSON.stringify(value))}.item`,
  });
  // A path stands in several rows now.
  const reader = { ...paths.reader, key: undefined, unwound: itemOf };
  return { ...paths, from: [paths.from, ...tables].join("\n"), reader };
}

function unwindsOf({ plan }: Context): ReadonlyMap<string, Unwind> {
  const unwinds = plan.columns.flatMap(({ value }) => (value.kind === "unwind" ? [value] : []));
  return new Map(unwinds.map((value) => [JSON.stringify(value), value]));
}
