import { useEffect } from "react";
import { useAddress } from "../app/address.ts";
import { useDraft } from "../part/use-draft.ts";
import { Icon } from "../part/icon.tsx";
import type { CollectionSpec } from "./collection-spec.ts";

/** A pause in typing as long as this filters, in milliseconds. */
const pause = 220;

/** What a list is called, and by which of its properties it is filtered. */
type Filtered = Pick<CollectionSpec, "many" | "searched">;

/** Filters a list by a text; the address follows when the typing pauses. */
export function FilterField({ spec }: { readonly spec: Filtered }) {
  const { search, adjust } = useAddress();
  const { find = "" } = search;
  const { text: typed, write, sending } = useDraft(find);
  useEffect(() => {
    if (typed === find) return undefined;
    const timer = setTimeout(() => {
      sending(typed);
      adjust({ find: typed });
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, find, adjust, sending]);
  return (
    <label className="filter-field">
      <Icon name="search" size={15} />
      <span className="visually-hidden">Filter {spec.many}</span>
      <input
        type="search"
        data-search=""
        value={typed}
        placeholder={`Filter by ${spec.searched.map(spoken).join(", ")}`}
        onChange={({ currentTarget }) => write(currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

function spoken(property: string): string {
  return property === "displayName"
    ? "name"
    : property
        .replaceAll(/(?=[A-Z])/g, " ")
        .toLowerCase()
        .replaceAll(/\b(?:os|ip)\b/g, (word) => word.toUpperCase());
}
