import type { Told } from "../service/told.ts";
import { isLively, type Screen } from "./command.ts";
import { grouped } from "./text-table.ts";

/** Shows on a terminal how far long work is, in one line; nothing elsewhere. */
export class WorkProgress {
  readonly #screen: Screen;
  #shown = "";

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Takes how far it is. */
  readonly take = ({ what, count }: Told): void => {
    const line = `  ${grouped(count)} ${what} …`;
    if (!isLively(this.#screen, "stderr") || line === this.#shown) return;
    this.#shown = line;
    void this.#screen.stderr.write(`\r\u001B[K${line}`);
  };

  /** Takes the line away again. */
  clear(): void {
    if (this.#shown !== "") void this.#screen.stderr.write("\r\u001B[K");
    this.#shown = "";
  }
}
