const key = "defender-graph.queries";
const most = 30;

/** The queries that this browser ran, the latest last. */
export interface PastQueries {
  add(query: string): void;
  all(): readonly string[];
}

/** Keeps them in the browser's storage. */
export function createPastQueries(storage: Storage): PastQueries {
  function all(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((query) => typeof query === "string") : [];
    } catch {
      return [];
    }
  }
  function add(query: string): void {
    const others = all().filter((other) => other !== query);
    storage.setItem(key, JSON.stringify([...others, query].slice(-most)));
  }
  return { add, all };
}
