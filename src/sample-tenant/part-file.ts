import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";

/** Characters that are gathered before they are compressed. */
const pieceLength = 131_072;

/** What a finished file holds. */
export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  readonly inflatedBytes: number;
  readonly rows: number;
}

/** A gzip file of lines that is being written. */
export class PartFile {
  readonly #file: string;
  readonly #gzip: Gzip;
  readonly #written: Promise<void>;
  readonly #counts = { bytes: 0, inflatedBytes: 0, rows: 0 };
  #piece = "";

  constructor(file: string) {
    this.#file = file;
    this.#gzip = createGzip({ level: 1, chunkSize: 65_536 });
    this.#written = pipeline(this.#gzip, this.#counting(), createWriteStream(file));
    // A failure is reported where it is waited for.
    this.#written.catch(() => {});
  }

  /** Adds a line. */
  add(line: string): void {
    if (line === "") {
      return;
    }
    this.#piece += line;
    this.#counts.rows += 1;
    if (this.#piece.length >= pieceLength) {
      this.#flush();
    }
  }

  /** Waits until the disk has caught up. */
  async ready(): Promise<void> {
    if (this.#gzip.writableNeedDrain) {
      await Promise.race([once(this.#gzip, "drain"), this.#written]);
    }
  }

  /** Ends the file. */
  async end(): Promise<WrittenFile> {
    this.#flush();
    this.#gzip.end();
    await this.#written;
    return { file: this.#file, ...this.#counts };
  }

  #flush(): void {
    const bytes = Buffer.from(this.#piece);
    this.#counts.inflatedBytes += bytes.length;
    this.#gzip.write(bytes);
    this.#piece = "";
  }

  #counting(): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
    const counts = this.#counts;
    return async function* count(source) {
      for await (const chunk of source) {
        counts.bytes += chunk.length;
        yield chunk;
      }
    };
  }
}
