import { promisify } from "node:util";
import { gunzip, gunzipSync, inflate, inflateRaw, inflateRawSync, inflateSync } from "node:zlib";
import { isWrapped } from "./decode.ts";

/** Up to here inflating at once costs less than handing it to another thread. */
const smallBytes = 64 * 1024;
/** No answer that is read whole is larger than this, however well it was compressed. */
const maxOutputLength = 1_000_000_000;

// What JSON is inflated to, mostly less.
const usualGrowth = 8;

interface Options {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

/** Of small answers there are tens of thousands: each gets no more memory than it takes. */
function optionsFor(bytes: Buffer): Options {
  const chunkSize = Math.min(Math.max(bytes.length * usualGrowth, 1_024), 1_048_576);
  return { maxOutputLength, chunkSize };
}

const gunzipLater = promisify(gunzip);
const inflateLater = promisify(inflate);
const inflateRawLater = promisify(inflateRaw);

/** A whole body without its content encoding. Throws where it is cut or damaged. */
export async function inflated(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  const isSmall = bytes.length <= smallBytes;
  const options = optionsFor(bytes);
  switch (encoding?.trim().toLowerCase() ?? "") {
    case "":
    case "identity":
      return bytes;
    case "gzip":
    case "x-gzip":
      return isSmall ? gunzipSync(bytes, options) : gunzipLater(bytes, options);
    case "deflate":
      return deflated(bytes, isSmall, options);
    default:
      throw new TypeError("Unknown content encoding");
  }
}

async function deflated(bytes: Buffer, isSmall: boolean, options: Options): Promise<Buffer> {
  if (bytes.length === 0) {
    return bytes;
  }
  if (bytes.length >= 2 && isWrapped(bytes)) {
    return isSmall ? inflateSync(bytes, options) : inflateLater(bytes, options);
  }
  return isSmall ? inflateRawSync(bytes, options) : inflateRawLater(bytes, options);
}
