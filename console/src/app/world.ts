import { createContext, useContext, useSyncExternalStore } from "react";
import type { Api, Call } from "../api/api.ts";
import type { Theme, ThemeSwitch } from "./theme.ts";

/** What the pages need of the browser and the server: `main.tsx` builds it. */
export interface World {
  readonly api: Api;
  /** For addresses of the API that a page knows by itself. */
  readonly call: Call;
  readonly theme: ThemeSwitch;
  readonly storage: Storage;
  /** The present moment in epoch milliseconds. */
  readonly now: () => number;
}

/** Hands the world to the pages. */
export const WorldContext = createContext<World | null>(null);

/** The world that a page lives in. */
export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === null) throw new Error("This part is outside of the console.");
  return world;
}

/** The server's verbs. */
export function useApi(): Api {
  return useWorld().api;
}

/** The theme in force. */
export function useTheme(): Theme {
  const { theme } = useWorld();
  return useSyncExternalStore(
    (listener) => theme.onChange(listener),
    () => theme.current(),
  );
}
