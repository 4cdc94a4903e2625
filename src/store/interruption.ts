// DuckDB forgets an interruption that comes between two stages of a statement (parse, bind, run), so one is not enough.
const againMs = 10;

/** Something that can be told to stop what it is at. */
export interface Interruptible {
  interrupt(): void;
}

/** Interrupts at once, and again until the function that it gives is called. */
export function keepInterrupting(connection: Interruptible): () => void {
  connection.interrupt();
  const timer = setInterval(() => connection.interrupt(), againMs);
  return () => clearInterval(timer);
}
