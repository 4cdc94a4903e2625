/** Something to say in place of a result: what happened, and what to do. */
export interface Message {
  readonly tone: "empty" | "failure";
  readonly title: string;
  readonly detail: string;
  /** A command to type elsewhere. */
  readonly command?: string;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}
