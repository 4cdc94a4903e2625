import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useWorld } from "../app/world.ts";

interface Asking<Reply> {
  /** Nothing is asked while it is false. */
  readonly when?: boolean;
  /** After how many milliseconds to ask again; `false` to leave it at that. */
  readonly again?: (reply: Reply | undefined) => number | false;
}

/** Reads an address of the API. Page and server are of one build: a reply is taken at its word. */
export function useAsk<Reply>(path: string, { when = true, again }: Asking<Reply> = {}) {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["ask", path],
    queryFn: async ({ signal }): Promise<Reply> => (await call(path, { signal })).json(),
    enabled: when,
    refetchInterval: ({ state }) => again?.(state.data) ?? false,
  });
}

/** The same for what is asked for with a body. What was answered last stays until the next answer is here. */
export function useAskWith<Reply>(path: string, body: object, when = true) {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["ask", path, body],
    queryFn: async ({ signal }): Promise<Reply> => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body), signal };
      return (await call(path, init)).json();
    },
    enabled: when,
    placeholderData: keepPreviousData,
  });
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: number | null;
}

type Pages<Item> = InfiniteData<Page<Item>>;

/** Reads a long list page by page, and asks again after so many milliseconds. */
export function useAskPages<Item>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  again = 15_000,
) {
  const { call } = useWorld();
  return useInfiniteQuery<Page<Item>, Error, Pages<Item>, readonly unknown[], number | null>({
    queryKey: ["pages", path, parameters],
    queryFn: async ({ signal, pageParam }): Promise<Page<Item>> => {
      const cursor = pageParam === null ? {} : { cursor: String(pageParam) };
      const search = new URLSearchParams({ ...parameters, ...cursor });
      return (await call(`${path}?${search.toString()}`, { signal })).json();
    },
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: again,
  });
}
