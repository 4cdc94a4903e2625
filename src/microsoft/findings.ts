import { Failure } from "../base/failure.ts";
import type { Reading } from "./collection.ts";
import type { Finding } from "./finding.ts";
import { exportedFindings } from "./finding-export.ts";
import { pagedFindings } from "./finding-pages.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
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
const fewMachines = 500;

interface Source {
  readonly name: FindingSource;
  pages(signal?: AbortSignal): AsyncIterable<Page<Finding>>;
}

/** What passed so far in the choice of a source; outlives restarts of the walk. */
interface Choice {
  readonly sources: readonly Source[];
  readonly failures: Map<Source, Failure>;
  /** Sources that said: nothing at all. */
  readonly empty: Set<Source>;
}

/**
 * All findings of the tenant: from the export's files or JSON pages, and where the tenant's export is unavailable
 * from the slower endpoints. Rows are in no order, and may come again when the source had to be changed mid-walk.
 */
export function listFindings(reading: Reading, scope: FindingScope): Listing<Finding> {
  const choice: Choice = {
    sources: sourcesFor(reading, scope),
    failures: new Map(),
    empty: new Set(),
  };
  return {
    collection: "vulnerabilities",
    key: null,
    pages: (signal) => chosenPages(choice, scope, signal),
  };
}

function sourcesFor(
  reading: Reading,
  { machineCount, machineIds, poorToo = true }: FindingScope,
): readonly Source[] {
  const files: Source = { name: "files", pages: (signal) => exportedFindings(reading, signal) };
  const pages: Source = { name: "pages", pages: (signal) => pagedFindings(reading, signal) };
  const bulk = machineCount < fewMachines ? [pages, files] : [files, pages];
  const isAffordable = machineIds.length <= reading.http.callsLeft("machineVulnerabilities");
  const each: Source = {
    name: "eachMachine",
    pages: (signal) => listFindingsOfEach(reading, machineIds).pages(signal),
  };
  if (!poorToo) {
    return bulk;
  }
  return [
    ...bulk,
    {
      name: "machinesVulnerabilities",
      pages: (signal) => listMachinesVulnerabilities(reading).pages(signal),
    },
    ...(isAffordable ? [each] : []),
  ];
}

async function* chosenPages(
  choice: Choice,
  scope: FindingScope,
  signal?: AbortSignal,
): AsyncGenerator<Page<Finding>> {
  for (const source of choice.sources) {
    if (choice.failures.has(source) || choice.empty.has(source)) {
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
async function* tried(
  choice: Choice,
  source: Source,
  signal?: AbortSignal,
): AsyncGenerator<Page<Finding>, "read" | "empty" | "failed"> {
  let rows = 0;
  try {
    for await (const page of source.pages(signal)) {
      rows += page.items.length + page.rejected;
      yield page;
    }
  } catch (error) {
    const failure = isPassedOver(error) ? error : null;
    if (failure === null) {
      throw error;
    }
    choice.failures.set(source, failure);
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
  choice.empty.add(source);
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
function isTrulyEmpty({ empty, failures }: Choice, { machineCount }: FindingScope): boolean {
  if (machineCount === 0) {
    return true;
  }
  const bulk = [...empty].filter((source) => source.name !== "eachMachine");
  return bulk.length > 1 && !hasHollowFiles(failures);
}

function hasHollowFiles(failures: Choice["failures"]): boolean {
  return [...failures.values()].some(
    (failure) => failure instanceof BrokenWalk && failure.reason === "suspiciously_empty",
  );
}

function refuse({ failures }: Choice): never {
  const [first] = failures.values();
  throw (
    first ??
    new BrokenWalk(
      "suspiciously_empty",
      "the provider tells no finding, though there are machines.",
    )
  );
}
