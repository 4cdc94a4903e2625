import { Failure } from "../base/failure.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import type { Reading } from "./collection.ts";
import { errorCode } from "./error-code.ts";
import { isDamage } from "./export-file.ts";
import type { FindingMaker } from "./finding-maker.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf } from "./json-object.ts";
import { type FileKeeper, type KeptFiles, keptFilesOf } from "./kept-files.ts";
import { merged } from "./merge.ts";
import type { Page } from "./page.ts";

/** What one answer of the export tells: a stored snapshot, as files behind links that expire. */
export interface FindingSnapshot {
  /** When it was generated, by the provider's clock and in its words; empty where it does not say. */
  readonly generatedTime: string;
  /** Links by the path of their file, which stays the same when links are renewed. */
  readonly links: ReadonlyMap<string, string>;
}

/** Files read at once: one downloads while the other is parsed. */
const filesAtOnce = 2;
const attemptsPerFile = 5;

const call: Call = {
  api: "defender",
  family: "findingExport",
  path: "/api/machines/SoftwareVulnerabilitiesExport",
  what: "vulnerabilities",
  permission: "Vulnerability.Read.All",
  isSound: (body) => Array.isArray(body["exportFiles"]),
};

/** Who reads the export, who keeps its files, and the snapshot that was asked for already, where one was. */
export interface ExportReader<Item> {
  readonly maker: FindingMaker<Item>;
  readonly keeper: FileKeeper | null;
  readonly snapshot: FindingSnapshot | null;
}

/** Asks for the stored snapshot: when it was generated, and where its files are. */
export function askSnapshot(reading: Reading, signal?: AbortSignal): Promise<FindingSnapshot> {
  return new Export({ reading, signal, keeper: null, snapshot: null }).snapshot();
}

/**
 * The findings of the stored export, file by file. Throws `Failure` with code `snapshot_changed` when the export was
 * generated anew meanwhile, and `export_failed` for a file that cannot be read to its end.
 */
export async function* exportedFindings<Item>(
  reading: Reading,
  { maker, keeper, snapshot }: ExportReader<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Page<Item>> {
  const exported = new Export({ reading, signal, keeper, snapshot });
  const { links } = await exported.snapshot();
  const files = [...links.keys()].map((path) => () => fileFindings(exported, maker, path));
  let rows = 0;
  for await (const page of merged(files, filesAtOnce)) {
    rows += rowsOf(maker, page);
    yield page;
  }
  if (files.length > 0 && rows === 0) {
    throw new BrokenWalk(
      "suspiciously_empty",
      `none of the export's ${files.length} files has a row.`,
    );
  }
}

interface ExportStart {
  readonly reading: Reading;
  readonly signal: AbortSignal | undefined;
  readonly keeper: FileKeeper | null;
  readonly snapshot: FindingSnapshot | null;
}

/** Holds the links of one snapshot and renews them when they expire, within the export's small budget. */
class Export {
  readonly reading: Reading;
  readonly signal: AbortSignal | undefined;
  readonly #keeper: FileKeeper | null;
  #current: Promise<FindingSnapshot> | null = null;
  #kept: Promise<KeptFiles> | null = null;

  constructor({ reading, signal, keeper, snapshot }: ExportStart) {
    this.reading = reading;
    this.signal = signal;
    this.#keeper = keeper;
    this.#current = snapshot === null ? null : Promise.resolve(snapshot);
  }

  /** The snapshot with its newest links. */
  snapshot(): Promise<FindingSnapshot> {
    this.#current ??= this.#ask();
    return this.#current;
  }

  /** Its files that need not be downloaded: links may be renewed, the snapshot stays the same. */
  kept(): Promise<KeptFiles> {
    this.#kept ??= this.snapshot().then(({ generatedTime }) =>
      keptFilesOf(this.#keeper, generatedTime),
    );
    return this.#kept;
  }

  /** New links in place of `stale`; files that fail together ask once. */
  async renew(stale: FindingSnapshot): Promise<void> {
    if ((await this.snapshot()) !== stale) {
      return;
    }
    this.#current = this.#ask();
    const renewed = await this.#current;
    const isSame =
      renewed.generatedTime === stale.generatedTime &&
      [...stale.links.keys()].every((path) => renewed.links.has(path));
    if (!isSame) {
      throw new Failure(
        "Vulnerabilities were exported anew while they were read. They are read again.",
        {
          code: "snapshot_changed",
          retryable: true,
        },
      );
    }
  }

  async #ask(): Promise<FindingSnapshot> {
    const { http } = this.reading;
    if (http.callsLeft(call.family) < 1) {
      throw new Failure(
        "Cannot ask for the vulnerability export: its 20 calls of this hour are used.",
        {
          code: "budget_spent",
          retryable: true,
        },
      );
    }
    return snapshotOf(await http.json(call, this.signal));
  }
}

function snapshotOf(body: JsonObject): FindingSnapshot {
  const time: Json | undefined = body["generatedTime"];
  const urls = arrayOf(body["exportFiles"]).filter((url) => typeof url === "string");
  return {
    generatedTime: typeof time === "string" ? time : "",
    links: new Map(urls.map((url) => [URL.parse(url)?.pathname ?? url, url])),
  };
}

/** How many rows a page of a source stands for, also those that could not be understood. */
export function rowsOf<Item>(maker: FindingMaker<Item>, page: Page<Item>): number {
  return page.items.reduce((sum, item) => sum + maker.size(item), page.rejected);
}

/** The findings of one file, read again from its start where it breaks; rows handed on before are left out. */
async function* fileFindings<Item>(
  exported: Export,
  maker: FindingMaker<Item>,
  path: string,
): AsyncGenerator<Page<Item>> {
  const { reading, signal } = exported;
  const kept = await exported.kept();
  let handed = 0;
  for (let attempt = 1; ; attempt += 1) {
    const snapshot = await exported.snapshot();
    const link = snapshot.links.get(path) ?? "";
    try {
      const content = (await kept.read(path)) ?? kept.keep(path, downloaded(exported, link));
      for await (const page of maker.file(content, handed)) {
        handed += rowsOf(maker, page);
        yield page;
      }
      await kept.settle(path);
      return;
    } catch (error) {
      await kept.drop(path);
      signal?.throwIfAborted();
      refuseHopeless(error, { handed, attempt });
      await reading.http.pause({ attempt, afterMs: 0 }, signal);
      if (isLinkTrouble(error) || attempt > 1) {
        await exported.renew(snapshot);
      }
    }
  }
}

async function* downloaded({ reading, signal }: Export, link: string): AsyncGenerator<Buffer> {
  const download = await reading.http.download(link, call.what, signal);
  try {
    yield* download;
  } finally {
    download.destroy();
  }
}

/** Throws where reading the file once more would not help. */
function refuseHopeless(
  error: unknown,
  { handed, attempt }: { readonly handed: number; readonly attempt: number },
): void {
  if (handed > 0 && isDamage(error)) {
    throw damaged(error);
  }
  if (attempt >= attemptsPerFile) {
    throw exportFailed(error);
  }
}

/** An expired or vanished link: only a new one helps. Anything else may be the network's mood. */
function isLinkTrouble(error: unknown): boolean {
  return error instanceof Failure && (error.code === "link_refused" || error.code === "not_found");
}

/** Rows of a damaged file were handed on already, and nobody knows which are right: all are read again. */
function damaged(cause: unknown): Failure {
  return new Failure("A file of the vulnerability export is damaged. The export is read again.", {
    code: "file_damaged",
    retryable: true,
    cause,
  });
}

function exportFailed(cause: unknown): Failure {
  const found =
    cause instanceof Failure ? cause.message : `a file broke off (${errorCode(cause)}).`;
  return new Failure(`Cannot read the vulnerability export: ${found} It was tried several times.`, {
    code: "export_failed",
    retryable: true,
    cause,
  });
}
