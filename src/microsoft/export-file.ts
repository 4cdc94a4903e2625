import { createGunzip, type Gunzip } from "node:zlib";
import { JsonLines, type Row } from "./json-lines.ts";

const gzipStart = 0x1f;
const objectStart = 0x7b;
const largeChunks = { chunkSize: 256 * 1024 };

/**
 * The content of a downloaded file of the export, gzipped or plain, given piece by piece; its end proves it, by the
 * checksum. Both methods throw for a file that is empty, or neither gzip nor JSON, and for one that is broken off or
 * damaged (`isDamage`).
 */
export class ExportFile {
  readonly #lines = new JsonLines();
  #rows: Row[] = [];
  #gunzip: Gunzip | null = null;
  #isOpen = false;
  #broken: ((error: Error) => void) | null = null;

  /** The rows that end within these bytes. */
  async write(bytes: Buffer): Promise<readonly Row[]> {
    if (!this.#isOpen && bytes.length > 0) {
      this.#open(bytes[0]);
    }
    const gunzip = this.#gunzip;
    if (gunzip === null) {
      return this.#lines.add(bytes);
    }
    await this.#unlessBroken((done) => gunzip.write(bytes, () => done()));
    return this.#take();
  }

  /** The last rows. */
  async end(): Promise<readonly Row[]> {
    if (!this.#isOpen) {
      throw new Error("The file is empty");
    }
    const gunzip = this.#gunzip;
    if (gunzip !== null) {
      await this.#unlessBroken((done) => gunzip.once("end", done).end());
    }
    return [...this.#take(), ...this.#lines.end()];
  }

  /** Lets go of what inflating holds. */
  close(): void {
    this.#gunzip?.destroy();
    this.#broken?.(new Error("The file was closed"));
  }

  #open(start: number | undefined): void {
    if (start !== gzipStart && start !== objectStart) {
      throw new Error("The file is neither gzip nor JSON");
    }
    this.#isOpen = true;
    if (start === objectStart) {
      return;
    }
    this.#gunzip = createGunzip(largeChunks);
    this.#gunzip.on("data", (chunk: Buffer) => {
      for (const row of this.#lines.add(chunk)) {
        this.#rows.push(row);
      }
    });
    this.#gunzip.on("error", (error) => this.#broken?.(error));
  }

  #take(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #unlessBroken(work: (done: () => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#broken = reject;
      work(resolve);
    });
  }
}

/** Whether bytes were wrong, not merely missing: inflating them may have given plausible rows before that showed. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "Z_DATA_ERROR";
}
