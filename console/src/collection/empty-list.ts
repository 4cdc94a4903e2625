import { emptyGraph } from "../part/empty-graph.ts";
import type { Message } from "../part/message.ts";
import type { CollectionSpec } from "./collection-spec.ts";

/** What can be done about an empty list. */
interface Ways {
  readonly clear: () => void;
  readonly go: (path: string) => void;
}

/** Why a list is empty, and what to do about it. */
export function emptyList(
  { many, type }: CollectionSpec,
  isFiltered: boolean,
  ways: Ways,
): Message {
  if (!isFiltered) return { ...emptyGraph(ways.go), title: `There are no ${many} yet` };
  return {
    tone: "empty",
    title: `No ${many} fit`,
    detail: `Nothing of \`${type}\` fits all of the filters. Take one away.`,
    actions: [{ label: "Clear the filters", run: ways.clear }],
  };
}
