/** An option of a command. Its environment variable is `DEFENDER_GRAPH_` and the name in capitals. */
export interface Flag {
  readonly name: string;
  /** What stands for the value in the help, such as `<file>`; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  /** What holds when it is absent. */
  readonly otherwise?: string;
  /** Nothing is done without it. */
  readonly isNeeded?: true;
  /** The value is a whole number, at most this. */
  readonly most?: number;
  /** May be given several times. */
  readonly many?: true;
  /** A secret is read from the environment only, never from an argument that others can see. */
  readonly environmentOnly?: boolean;
}

/** Whether the value is a list, with commas. Given several times, such a flag is one list. */
export function isList({ value = "" }: Flag): boolean {
  return value.endsWith(",…>");
}

/** The environment variable that stands for a flag. */
export function variableOf(flag: string): string {
  return `DEFENDER_GRAPH_${flag.toUpperCase().replaceAll("-", "_")}`;
}
