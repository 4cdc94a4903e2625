/** The ways to see a result. */
export type View = "graph" | "table" | "raw";

/** What the address says: the same address shows the same to a colleague. */
export interface Address {
  /** The query; empty for the map of the whole graph. */
  readonly query: string;
  /** The view asked for; `null` lets the result choose. */
  readonly view: View | null;
}

/** Reads the address's query string. */
export function readAddress(search: string): Address {
  const parameters = new URLSearchParams(search);
  const view = parameters.get("view");
  const known = view === "graph" || view === "table" || view === "raw";
  return { query: parameters.get("q") ?? "", view: known ? view : null };
}

/** The query string that says the same. */
export function writeAddress({ query, view }: Address): string {
  const parameters = new URLSearchParams();
  if (query !== "") parameters.set("q", query);
  if (view !== null) parameters.set("view", view);
  const search = parameters.toString();
  return search === "" ? "" : `?${search}`;
}
