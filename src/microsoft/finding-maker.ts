import { type Finding } from "./finding.ts";
import { FindingFile } from "./finding-file.ts";
import type { Notices } from "./notices.ts";
import type { Page } from "./page.ts";

/** What a reader of findings makes of them: single findings, or something that stands for many. */
export interface FindingMaker<Item> {
  /** Of findings that a source gave. */
  of(findings: readonly Finding[]): readonly Item[];
  /**
   * Of a file of the export, without its first `skip` rows. Everything that was read before an error comes before it.
   * Throws as `ExportFile` does, and what the file throws.
   */
  file(file: AsyncIterable<Buffer>, skip: number): AsyncIterable<Page<Item>>;
  /** How many findings an item stands for. */
  size(item: Item): number;
}

/** Makes nothing else of them: for tenants of modest size. */
export function plainFindings(notices: Notices): FindingMaker<Finding> {
  return {
    of: (findings) => findings,
    file: (file, skip) => findingsIn(file, new FindingFile(notices, skip)),
    size: () => 1,
  };
}

async function* findingsIn(
  file: AsyncIterable<Buffer>,
  findings: FindingFile,
): AsyncGenerator<Page<Finding>> {
  try {
    for await (const bytes of file) {
      yield await findings.write(bytes);
    }
    yield await findings.end();
  } finally {
    findings.close();
  }
}
