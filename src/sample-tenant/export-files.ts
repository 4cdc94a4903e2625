import { createHash } from "node:crypto";
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { PartFile } from "./part-file.ts";
import { blockCount, blockRows, exportedMachines } from "./finding-order.ts";
import { fileRow, keyTexts } from "./file-row.ts";
import { snapshotPath } from "./snapshot.ts";
import type { World } from "./world/world.ts";

/** The folder that all paths of the file server start with. */
const root = "/tvmexport/";
const rowsPerFile = 100_000;
const machinesPerFile = 16_000;
/** Machines whose rows are counted to guess the size of the whole. */
const sampleMachines = 200;

/** One gzip file of a day's export. */
export interface ExportPart {
  /** Its path on the file server. */
  readonly path: string;
  /** Where it is on this machine's disk. */
  readonly file: string;
  /** Compressed. */
  readonly bytes: number;
  readonly inflatedBytes: number;
  readonly rows: number;
}

/**
 * The export's files: generated once for each day, kept on disk for that day and the one before. Owns a temporary
 * folder until it is closed.
 */
export class ExportFiles {
  readonly #days = new Map<string, Promise<readonly ExportPart[]>>();
  #folder: Promise<string> | undefined;
  #isClosed = false;

  /** The day's files. The first question of a day generates them. */
  async of(world: World): Promise<readonly ExportPart[]> {
    const day = snapshotPath(world);
    const known = this.#days.get(day);
    if (known !== undefined) {
      return known;
    }
    const parts = this.#generate(world);
    this.#days.set(day, parts);
    // A day whose files could not be written is tried again by the next who asks.
    parts.catch(() => this.#days.delete(day));
    await this.#forgetOldDays();
    return parts;
  }

  /** The file at a path of the file server. */
  async find(path: string): Promise<ExportPart | undefined> {
    const day = [...this.#days.keys()].find((known) => path.startsWith(root + known));
    const parts = day === undefined ? undefined : await this.#days.get(day);
    return parts?.find((part) => part.path === path);
  }

  /** Gives up what is being generated and deletes all files. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#days.values());
    this.#days.clear();
    if (this.#folder !== undefined) {
      await rm(await this.#folder, { recursive: true, force: true });
    }
  }

  async #forgetOldDays(): Promise<void> {
    const [oldest] = this.#days.keys();
    if (this.#days.size <= 2 || oldest === undefined) {
      return;
    }
    const parts = await this.#days.get(oldest);
    this.#days.delete(oldest);
    await Promise.all((parts ?? []).map((part) => rm(part.file, { force: true })));
  }

  async #generate(world: World): Promise<readonly ExportPart[]> {
    this.#folder ??= mkdtemp(join(tmpdir(), "sample-tenant-"));
    const folder = join(await this.#folder, `day-${world.day}`);
    await mkdir(folder, { recursive: true });
    const files = Array.from({ length: partCount(world) }, (_, index) => {
      const name = partName(world, index);
      return { name, keys: keyTexts(index), out: new PartFile(join(folder, `${index}.json.gz`)) };
    });
    for (let block = 0; block < blockCount(world) && !this.#isClosed; block += 1) {
      for (const { row, place } of blockRows(world, block)) {
        const file = files[place % files.length];
        file?.out.add(fileRow(row, file.keys));
      }
      await Promise.all(files.map(({ out }) => out.ready()));
      // Others are waiting for their answers meanwhile.
      await setImmediate();
    }
    const parts = await Promise.all(
      files.map(async ({ name, out }): Promise<ExportPart> => ({
        path: pathOf(world, name),
        ...(await out.end()),
      })),
    );
    return parts.filter((part) => part.rows > 0);
  }
}

function partCount(world: World): number {
  const ids = exportedMachines(world);
  const sample = ids.slice(0, sampleMachines);
  const sampleRows = sample.reduce((sum, id) => sum + world.findingsOf(id).length, 0);
  const rows = (sampleRows / Math.max(1, sample.length)) * ids.length;
  return Math.max(2, Math.ceil(rows / rowsPerFile), Math.ceil(ids.length / machinesPerFile));
}

function partName(world: World, index: number): string {
  const id = createHash("sha256").update(`${world.seed} ${world.day}`).digest("hex");
  const number = String(index).padStart(5, "0");
  return `part-${number}-${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}.c000.json.gz`;
}

function pathOf(world: World, name: string): string {
  const folder = `${root}${snapshotPath(world)}VaExport/json/OrgId=${world.tenantId}/_RbacGroupId=0`;
  return `${folder}/${name}`;
}
