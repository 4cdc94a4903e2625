import { pipeline, Transform, type Readable } from "node:stream";
import { createGunzip, createInflate, createInflateRaw } from "node:zlib";

const options = { chunkSize: 256 * 1024 };

/** A body without its content encoding. An error of the body or of the inflating ends the returned stream. */
export function decoded(body: Readable, encoding: string | undefined): Readable {
  switch (encoding?.trim().toLowerCase() ?? "") {
    case "":
    case "identity":
      return body;
    case "gzip":
    case "x-gzip":
      return joined(body, createGunzip(options));
    case "deflate":
      return joined(body, new Inflater());
    default:
      body.destroy();
      throw new TypeError("Unknown content encoding");
  }
}

/** `body` run through `next`; an error of either is `next`'s. */
export function joined(body: Readable, next: Transform): Readable {
  pipeline(body, next, () => {});
  return next;
}

/**
 * Inflates `deflate` bodies of both kinds: Defender's are raw RFC 1951 (`microsoft-apis` §3.1), while the HTTP
 * standard means a zlib wrapper. The first two bytes tell which: a wrapper's are a multiple of 31.
 */
class Inflater extends Transform {
  #head: Buffer = Buffer.alloc(0);
  #inflate: Transform | null = null;

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error?: Error | null) => void,
  ): void {
    if (this.#inflate !== null) {
      this.#feed(this.#inflate, chunk, done);
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length < 2) {
      done();
      return;
    }
    this.#inflate = this.#open(isWrapped(this.#head));
    this.#feed(this.#inflate, this.#head, done);
  }

  override _flush(done: (error?: Error | null) => void): void {
    const inflate = this.#inflate;
    if (inflate === null) {
      done(this.#head.length === 0 ? null : new Error("deflate body ends in its first byte"));
      return;
    }
    inflate.once("end", () => done());
    inflate.end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate?.destroy();
    done(error);
  }

  #open(wrapped: boolean): Transform {
    const inflate = wrapped ? createInflate(options) : createInflateRaw(options);
    inflate.on("data", (chunk: Buffer) => this.push(chunk));
    inflate.once("error", (error) => this.destroy(error));
    return inflate;
  }

  #feed(inflate: Transform, chunk: Buffer, done: (error?: Error | null) => void): void {
    inflate.write(chunk, (error) => done(error));
  }
}

/** Whether a deflate body has the zlib wrapper of the HTTP standard. */
export function isWrapped(head: Buffer): boolean {
  return (head.readUInt8(0) & 0x0f) === 8 && head.readUInt16BE(0) % 31 === 0;
}
