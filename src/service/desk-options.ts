/** Which database to open, and for what. */
export interface DeskOptions {
  readonly database: string;
  /** `write` wants the file itself; `read` and `change` are content with the server that holds it. */
  readonly mode: "read" | "write" | "change";
}
