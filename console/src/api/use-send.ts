import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWorld } from "../app/world.ts";

/** Sends something that changes what there is; afterwards all is asked anew. */
export function useSend<Input, Output = unknown>(
  request: (input: Input) => {
    readonly path: string;
    readonly method: string;
    readonly body?: unknown;
  },
) {
  const { call } = useWorld();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input): Promise<Output> => {
      const { path, method, body } = request(input);
      const headers = { "content-type": "application/json" };
      const response = await call(path, { method, headers, body: JSON.stringify(body ?? {}) });
      return response.json();
    },
    onSuccess: () => client.invalidateQueries(),
  });
}
