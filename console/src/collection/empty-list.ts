import { emptyGraph } from "../part/empty-graph.ts";
import type { Message } from "../part/message.ts";
import type { CollectionSpec } from "./collection-spec.ts";

/** Why a list is empty, and what to do about it. */
export function emptyList(spec: CollectionSpec, isFiltered: boolean, clear: () => void): Message {
  const { many, type } = spec;
  if (!isFiltered) return { ...emptyGraph(), title: `There are no ${many} yet` };
  return {
    tone: "empty",
    title: `No ${many} fit`,
    detail: `Nothing of \`${type}\` fits all of the filters. Take one away.`,
    actions: [{ label: "Clear the filters", run: clear }],
  };
}
