import { useQuery } from "@tanstack/react-query";
import type { QueryReply } from "../../../src/http/contract.ts";
import { useApi } from "../app/world.ts";

/** A question, and the moment whose graph is asked. */
export interface Question {
  readonly query: string;
  readonly asOf: string | undefined;
}

/** Rows asked for at first; the true total is always told. */
export const firstRows = 1_000;

/** Rows that the server gives at most. */
export const mostRows = 100_000;

/** Start entities asked for a picture. */
const mostStarts = 250;

/** An answer, with the time from asking to having it. */
export interface Answer extends QueryReply {
  readonly roundTrip: number;
}

/** The answer to a question: asked once, kept until something else is asked. */
export function useAnswer({ query, asOf }: Question, limit: number) {
  const api = useApi();
  return useQuery({
    queryKey: ["answer", query, asOf, limit],
    queryFn: async ({ signal }): Promise<Answer> => {
      const started = performance.now();
      const reply = await api.query({ query, asOf, limit }, signal);
      return { ...reply, roundTrip: performance.now() - started };
    },
    enabled: query !== "",
    staleTime: 30_000,
  });
}

/** What a picture of the answer shows: all that the question passes on its way. */
export function useTree({ query, asOf }: Question, wanted: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ["tree", query, asOf],
    queryFn: ({ signal }) => api.query({ query, asOf, view: "tree", limit: mostStarts }, signal),
    enabled: wanted && query !== "",
    staleTime: 30_000,
  });
}
