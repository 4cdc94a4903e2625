/** How to open a database. */
export interface DatabaseOptions {
  /** A file, `:memory:`, or the address of a PostgreSQL database: `postgres://user:password@host:port/name`. */
  readonly path: string;
  readonly readOnly?: boolean | undefined;
  /** What DuckDB may hold in memory before it spills, such as `384MB`, whatever it does. */
  readonly memoryLimit?: string | undefined;
  /** As many as there are cores, eight at most, when absent. */
  readonly threads?: number | undefined;
  /** Whether a run leaves a core to those who are served meanwhile. */
  readonly spareCore?: boolean | undefined;
  /** How much of what DuckDB was asked since the last write is kept, in bytes; 0 asks it anew every time. */
  readonly keptAnswers?: number | undefined;
  /** Has freed memory given back to the system while the process is large; gives what ends that. */
  readonly whileLarge?: ((give: () => Promise<void>) => () => void) | undefined;
}
