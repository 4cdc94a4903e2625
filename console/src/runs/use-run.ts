import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { RunView } from "../../../src/service/runs/run-view.ts";
import type { StepView } from "../../../src/service/runs/step-view.ts";
import { useWorld } from "../app/world.ts";
import { isOver } from "./is-over.ts";

/** A run with its steps. */
export interface RunWithSteps extends RunView {
  readonly steps: readonly StepView[];
}

/** Something that happened in a run. */
export interface RunEvent {
  readonly id: number;
  readonly happenedOn: number;
  readonly level: "info" | "warning" | "error";
  readonly code: string;
  readonly step: string | null;
  readonly text: string;
}

/** A run, told live while it is under way. */
export function useRun(id: string | undefined) {
  const { call } = useWorld();
  const client = useQueryClient();
  const run = useQuery({
    queryKey: ["run", id],
    queryFn: async ({ signal }): Promise<RunWithSteps> =>
      (await call(`runs/${id}`, { signal })).json(),
    enabled: id !== undefined,
  });
  const events = useQuery({
    queryKey: ["run-events", id],
    queryFn: async ({ signal }): Promise<readonly RunEvent[]> =>
      (await (await call(`runs/${id}/events?limit=1000`, { signal })).json()).items,
    enabled: id !== undefined,
  });
  const live = run.data !== undefined && !isOver(run.data.state);
  useEffect(() => {
    if (!live || id === undefined) return undefined;
    const source = new EventSource(`/api/v1/runs/${id}/events`);
    source.addEventListener("progress", ({ data }) =>
      client.setQueryData<RunWithSteps>(["run", id], JSON.parse(data)),
    );
    source.addEventListener("log", ({ data }) => {
      const event: RunEvent = JSON.parse(data);
      client.setQueryData<readonly RunEvent[]>(["run-events", id], (before = []) =>
        before.some((known) => known.id === event.id) ? before : [...before, event],
      );
    });
    source.addEventListener("end", () => {
      source.close();
      void client.invalidateQueries();
    });
    return () => source.close();
  }, [live, id, client]);
  return { run, events };
}
