import { ExportFile } from "./export-file.ts";
import { type Finding, FindingParser } from "./finding.ts";
import type { Row } from "./json-lines.ts";
import type { Notices } from "./notices.ts";
import type { Page } from "./page.ts";

/** The findings of one file of the export, given piece by piece. Throws as `ExportFile` does. */
export class FindingFile {
  readonly #content = new ExportFile();
  readonly #parser: FindingParser;
  #skip: number;

  /** `skip`: rows at the start to leave out, since they were handed on before. */
  constructor(notices: Notices, skip: number) {
    this.#parser = new FindingParser(notices);
    this.#skip = skip;
  }

  /** The findings whose rows end within these bytes. */
  async write(bytes: Buffer): Promise<Page<Finding>> {
    return this.#page(await this.#content.write(bytes));
  }

  /** The last findings. */
  async end(): Promise<Page<Finding>> {
    return this.#page(await this.#content.end());
  }

  /** Lets go of what reading holds. */
  close(): void {
    this.#content.close();
  }

  #page(rows: readonly Row[]): Page<Finding> {
    const items: Finding[] = [];
    const wanted = this.#skip === 0 ? rows : rows.slice(this.#skip);
    this.#skip = Math.max(0, this.#skip - rows.length);
    for (const row of wanted) {
      const finding = row === null ? null : this.#parser.parse(row);
      if (finding !== null) {
        items.push(finding);
      }
    }
    return { items, rejected: wanted.length - items.length };
  }
}
