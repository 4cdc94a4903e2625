/** Which database to open, and for what. */
export interface DeskOptions {
  /** A file, or the address of a database on a server. */
  readonly database: string;
  /** `write` wants the file itself; `read` and `change` are content with the server that holds it. */
  readonly mode: "read" | "write" | "change";
  /** Whether a database is made where there is none; not for `read`, unless said otherwise for the others. */
  readonly isNew?: boolean | undefined;
  /** The address of a replica of that database, for what is only read. */
  readonly replica?: string | undefined;
  /** What DuckDB may hold in memory before it spills, such as `2GB`. */
  readonly memoryLimit?: string | undefined;
  /** How many threads DuckDB uses; as many as there are cores when absent. */
  readonly threads?: number | undefined;
  /** Whether a run leaves a core to those who are served meanwhile. */
  readonly spareCore?: boolean | undefined;
}
