import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Log } from "../base/log.ts";
import type { FileKeeper, KeptFiles } from "../microsoft/kept-files.ts";

/** How a file ends that is still being written. */
const unfinished = ".part";

const pieceBytes = 256 * 1_024;

function nameOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/**
 * Downloaded files of one instance in a folder that outlasts the process. Whatever goes wrong with it costs no run more
 * than downloading again: then nothing more is kept, and the log says why.
 */
export class FileFolder implements FileKeeper, KeptFiles {
  readonly #folder: string;
  readonly #log: Log;
  /** Of the snapshot; `null` before one is named, and once keeping has failed. */
  #current: string | null = null;
  /** Files that another process left and this one has not read yet. */
  #left: Set<string> | null = null;
  readonly #drafts = new Map<string, string>();
  #resumed = 0;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  /** How many files were read that an interrupted run had downloaded. */
  get resumed(): number {
    return this.#resumed;
  }

  async of(snapshot: string): Promise<KeptFiles> {
    const name = nameOf(snapshot);
    const current = join(this.#folder, name);
    if (this.#current === current) return this;
    await this.#trying(async () => {
      await mkdir(current, { recursive: true, mode: 0o700 });
      for (const other of await readdir(this.#folder))
        if (other !== name) await rm(join(this.#folder, other), { recursive: true, force: true });
      const files = await readdir(current);
      for (const file of files)
        if (file.endsWith(unfinished)) await rm(join(current, file), { force: true });
      this.#left ??= new Set(files.filter((file) => !file.endsWith(unfinished)));
      this.#current = current;
    });
    return this;
  }

  async read(path: string): Promise<AsyncIterable<Buffer> | null> {
    const file = this.#fileOf(path);
    if (file === null || !existsSync(file)) return null;
    if (this.#left?.delete(nameOf(path)) === true) this.#resumed += 1;
    return createReadStream(file, { highWaterMark: pieceBytes });
  }

  async *keep(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const draft = await this.#openDraft(path);
    try {
      for await (const piece of bytes) {
        await this.#trying(async () => {
          await draft?.write(piece);
        });
        yield piece;
      }
      // A machine that loses its power must not leave half a file under its name.
      await this.#trying(async () => {
        await draft?.sync();
      });
    } finally {
      await draft?.close();
    }
  }

  async settle(path: string): Promise<void> {
    const [draft, file] = [this.#drafts.get(path), this.#fileOf(path)];
    this.#drafts.delete(path);
    if (draft === undefined || file === null) return;
    await this.#trying(() => rename(draft, file));
    this.#log.debug("a downloaded file is kept for a run that may have to continue");
  }

  async drop(path: string): Promise<void> {
    const [draft, file] = [this.#drafts.get(path), this.#fileOf(path)];
    this.#drafts.delete(path);
    for (const one of [draft, file])
      if (typeof one === "string") await this.#trying(() => rm(one, { force: true }));
  }

  /** Lets go of everything. */
  async clear(): Promise<void> {
    this.#current = null;
    await this.#trying(() => removeKept(this.#folder));
  }

  #fileOf(path: string): string | null {
    return this.#current === null ? null : join(this.#current, nameOf(path));
  }

  async #openDraft(path: string): Promise<FileHandle | null> {
    const file = this.#fileOf(path);
    if (file === null) return null;
    // A run that lost its instance may still be writing the same one.
    const draft = `${file}.${randomUUID()}${unfinished}`;
    let handle: FileHandle | null = null;
    await this.#trying(async () => {
      handle = await open(draft, "wx", 0o600);
      this.#drafts.set(path, draft);
    });
    return handle;
  }

  /** A full disk, say: the run goes on without keeping anything. */
  async #trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#current = null;
      this.#drafts.clear();
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warn("downloaded files are not kept for a run that may have to continue", {
        reason,
      });
    }
  }
}

/** Removes the folder of an instance with all files that were kept for it, and the database's when it was the last. */
export async function removeKept(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  // Not empty, or not there: both are well.
  await rmdir(dirname(folder)).catch(() => undefined);
}

/** The folder of an instance within that of its database. */
export function folderOfInstance(folder: string, instanceId: number): string {
  return join(folder, String(instanceId));
}
