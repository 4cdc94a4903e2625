import { Failure } from "../base/failure.ts";
import type { Reading } from "./collection.ts";
import type { Finding } from "./finding.ts";
import { exportedFindings, type FindingSnapshot, rowsOf } from "./finding-export.ts";
import type { FindingMaker } from "./finding-maker.ts";
import { pagedFindings } from "./finding-pages.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import type { FileKeeper } from "./kept-files.ts";
import { listFindingsOfEach, listMachinesVulnerabilities } from "./machine-finding.ts";
import type { Listing, Page } from "./page.ts";

/** Which machines the findings are asked for. */
export interface FindingScope {
  /** How many machines the tenant has. */
  readonly machineCount: number;
  /** Their ids, for the last resort of a call each. */
  readonly machineIds: readonly string[];
  /** Whether sources that tell less may stand in for the export; they do when absent. */
  readonly poorToo?: boolean | undefined;
  /** The snapshot of the export, where it was asked for already. */
  readonly snapshot?: FindingSnapshot | null | undefined;
  /** Who keeps the export's files until they are in the graph. */
  readonly keeper?: FileKeeper | null | undefined;
  /** Told which source is about to be read. */
  readonly onSource?: ((name: FindingSource) => void) | undefined;
}

/** Where findings may come from, the best first. */
export type FindingSource = "files" | "pages" | "machinesVulnerabilities" | "eachMachine";

/** Whether a source leaves out what the export tells: software without weaknesses, paths, fixes, times. */
export function isPoor(source: FindingSource): boolean {
  return source === "machinesVulnerabilities" || source === "eachMachine";
}

/** Below this many machines the export's JSON pages take fewer round trips than its files. */
export const fewMachines = 500;

interface Source<Item> {
  readonly name: FindingSource;
  pages(signal?: AbortSignal): AsyncIterable<Page<Item>>;
}

/** What passed so far in the choice of a source; outlives restarts of the walk. */
interface Choice<Item> {
  readonly maker: FindingMaker<Item>;
  readonly sources: readonly Source<Item>[];
  readonly failures: Map<FindingSource, Failure>;
  /** Sources that said: nothing at all. */
  readonly empty: Set<FindingSource>;
}

/**
 * All findings of the tenant: from the export's files or JSON pages, and where the tenant's export is unavailable
 * from the slower endpoints. Rows are in no order, and may come again when the source had to be changed mid-walk.
 */
export function listFindings<Item>(
  reading: Reading,
  scope: FindingScope,
  maker: FindingMaker<Item>,
): Listing<Item> {
  const choice: Choice<Item> = {
    maker,
    sources: sourcesFor(reading, scope, maker),
    failures: new Map(),
    empty: new Set(),
  };
  return {
    collection: "vulnerabilities",
    key: null,
    size: (item) => maker.size(item),
    pages: (signal) => chosenPages(choice, scope, signal),
  };
}

function sourcesFor<Item>(
  reading: Reading,
  { machineCount, machineIds, poorToo = true, snapshot = null, keeper = null }: FindingScope,
  maker: FindingMaker<Item>,
): readonly Source<Item>[] {
  let asked = snapshot;
  const made = (
    name: FindingSource,
    read: (signal?: AbortSignal) => AsyncIterable<Page<Finding>>,
  ): Source<Item> => ({ name, pages: (signal) => madeOf(maker, read(signal)) });
  const files: Source<Item> = {
    name: "files",
    pages(signal) {
      const before = asked;
      // A walk that begins anew asks anew.
      asked = null;
      return exportedFindings(reading, { maker, keeper, snapshot: before }, signal);
    },
  };
  const pages = made("pages", (signal) => pagedFindings(reading, signal));
  const bulk = machineCount < fewMachines ? [pages, files] : [files, pages];
  if (!poorToo) {
    return bulk;
  }
  const all = listMachinesVulnerabilities(reading);
  const each = listFindingsOfEach(reading, machineIds);
  const isAffordable = machineIds.length <= reading.http.callsLeft("machineVulnerabilities");
  return [
    ...bulk,
    made("machinesVulnerabilities", (signal) => all.pages(signal)),
    ...(isAffordable ? [made("eachMachine", (signal) => each.pages(signal))] : []),
  ];
}

async function* madeOf<Item>(
  maker: FindingMaker<Item>,
  pages: AsyncIterable<Page<Finding>>,
): AsyncGenerator<Page<Item>> {
  for await (const page of pages) {
    yield { ...page, items: maker.of(page.items) };
  }
}

async function* chosenPages<Item>(
  choice: Choice<Item>,
  scope: FindingScope,
  signal?: AbortSignal,
): AsyncGenerator<Page<Item>> {
  for (const source of choice.sources) {
    if (choice.failures.has(source.name) || choice.empty.has(source.name)) {
      continue;
    }
    scope.onSource?.(source.name);
    const result = yield* tried(choice, source, signal);
    if (result === "read" || (result === "empty" && isTrulyEmpty(choice, scope))) {
      return;
    }
  }
  refuse(choice);
}

/** Reads one source. A failure after the first rows starts the walk anew, with the next source. */
async function* tried<Item>(
  choice: Choice<Item>,
  source: Source<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Page<Item>, "read" | "empty" | "failed"> {
  let rows = 0;
  try {
    for await (const page of source.pages(signal)) {
      rows += rowsOf(choice.maker, page);
      yield page;
    }
  } catch (error) {
    const failure = isPassedOver(error) ? error : null;
    if (failure === null) {
      throw error;
    }
    choice.failures.set(source.name, failure);
    if (rows > 0) {
      throw new Failure(failure.message, {
        code: "snapshot_changed",
        retryable: true,
        cause: failure,
      });
    }
    return "failed";
  }
  if (rows > 0) {
    return "read";
  }
  choice.empty.add(source.name);
  return "empty";
}

/** Failures after which another source may still have the data; not those that an administrator must solve. */
const passedOver: ReadonlySet<string> = new Set([
  "bad_request",
  "broken_walk",
  "budget_spent",
  "export_failed",
  "feature_disabled",
  "network",
  "not_found",
  "provider_unavailable",
  "throttled",
  "unexpected_answer",
]);

function isPassedOver(error: unknown): error is Failure {
  return error instanceof Failure && passedOver.has(error.code);
}

/**
 * An empty answer about existing machines is believed when a second bulk source gives it too. Not when the export has
 * files, all without rows; nor when single machines are merely unknown.
 */
function isTrulyEmpty<Item>(
  { empty, failures }: Choice<Item>,
  { machineCount }: FindingScope,
): boolean {
  if (machineCount === 0) {
    return true;
  }
  const bulk = [...empty].filter((name) => name !== "eachMachine");
  return bulk.length > 1 && !hasHollowFiles(failures);
}

function hasHollowFiles(failures: ReadonlyMap<FindingSource, Failure>): boolean {
  return [...failures.values()].some(
    (failure) => failure instanceof BrokenWalk && failure.reason === "suspiciously_empty",
  );
}

function refuse({ failures }: { readonly failures: ReadonlyMap<FindingSource, Failure> }): never {
  const [first] = failures.values();
  throw (
    first ??
    new BrokenWalk(
      "suspiciously_empty",
      "the provider tells no finding, though there are machines.",
    )
  );
}
