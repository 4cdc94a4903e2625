import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";

/** Everything that an address can say beside its page: the same address shows the same to a colleague. */
export interface Search {
  /** The query. */
  readonly q?: string | undefined;
  /** `builder` where the query is shown as cards, too. */
  readonly edit?: string | undefined;
  /** How a result is seen: graph, table or raw. */
  readonly view?: string | undefined;
  /** The moment whose graph is asked, as an ISO time. */
  readonly asOf?: string | undefined;
  /** The `_key` of the entity in the drawer. */
  readonly open?: string | undefined;
  /** How a picture is laid out: force or columns. */
  readonly layout?: string | undefined;
  /** Nodes of a picture that are hidden, by id, with commas between. */
  readonly hidden?: string | undefined;
  /** Types whose nodes are hidden. */
  readonly hiddenTypes?: string | undefined;
  /** Nodes that are collapsed to one, by column and type. */
  readonly collapsed?: string | undefined;
  /** The `_key` of the entity of a page. */
  readonly key?: string | undefined;
  readonly tab?: string | undefined;
  /** The property that a list is sorted by, with a minus before it for the greatest first. */
  readonly sort?: string | undefined;
  /** What a list is filtered by. */
  readonly find?: string | undefined;
  /** The pills that are pressed, by name, with commas between. */
  readonly pills?: string | undefined;
  /** The columns of a list, with commas between. */
  readonly columns?: string | undefined;
  readonly type?: string | undefined;
  /** The number of an instance, a run, a rule or a channel. */
  readonly id?: string | undefined;
  /** The name of the rule of the pack that a new rule is made from. */
  readonly template?: string | undefined;
  /** What a new rule is called. */
  readonly name?: string | undefined;
  /** The question that a new rule is made from. */
  readonly question?: string | undefined;
  /** The field of a form that one came for. */
  readonly field?: string | undefined;
  readonly status?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly operation?: string | undefined;
  readonly property?: string | undefined;
  /** Where a path begins and ends, by `_key`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads an address's query string: all is text. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes it again; what is not said is left out. */
export function stringifySearch(search: object): string {
  const said = Object.entries(search).filter((entry): entry is [string, string] => {
    return typeof entry[1] === "string" && entry[1] !== "";
  });
  const text = new URLSearchParams(said).toString();
  return text === "" ? "" : `?${text}`;
}

/** The address, and the ways to another one. */
export interface Address {
  readonly path: string;
  readonly search: Search;
  /** Another page. */
  readonly go: (path: string, search?: Search) => void;
  /** The same page, something of it changed: a step that the browser's back undoes. */
  readonly change: (patch: Search) => void;
  /** The same, without a step of its own. */
  readonly adjust: (patch: Search) => void;
}

/** The address that the page is at. */
export function useAddress(): Address {
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const search = useRouterState({ select: ({ location }): Search => location.search });
  const go = useCallback(
    (to: string, wanted: Search = {}) => void navigate({ to, search: wanted }),
    [navigate],
  );
  const patched = useCallback(
    (patch: Search, replace: boolean) =>
      void navigate({
        to: ".",
        replace,
        resetScroll: false,
        search: (before: Search) => ({ ...before, ...patch }),
      }),
    [navigate],
  );
  const change = useCallback((patch: Search) => patched(patch, false), [patched]);
  const adjust = useCallback((patch: Search) => patched(patch, true), [patched]);
  return { path, search, go, change, adjust };
}
