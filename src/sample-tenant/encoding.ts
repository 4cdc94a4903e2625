import {
  deflateRawSync,
  gzipSync,
  createDeflateRaw,
  createGzip,
  type DeflateRaw,
  type Gzip,
} from "node:zlib";

/** How a body travels. `deflate` is raw RFC 1951 without the zlib wrapper, as Defender really sends it. */
export type Encoding = "deflate" | "gzip" | "identity";

/** Speed matters here, size does not: the sample tenant must not be slower than its readers. */
const options = { level: 1 } as const;
const streamOptions = { level: 1, chunkSize: 65_536 } as const;

/** For short bodies most of the time would go into setting up large tables. */
const shortOptions = { level: 1, windowBits: 12, memLevel: 4, chunkSize: 4_096 } as const;
const shortLength = 16_384;

/** The first of `offered` that an `Accept-Encoding` header allows. Without the header nothing is compressed. */
export function chooseEncoding(header: string | undefined, offered: readonly Encoding[]): Encoding {
  const weights = new Map(
    (header ?? "")
      .toLowerCase()
      .split(",")
      .map((part) => weighed(part)),
  );
  const allows = (encoding: Encoding): boolean =>
    (weights.get(encoding) ?? weights.get("*") ?? 0) > 0;
  return offered.find((encoding) => encoding !== "identity" && allows(encoding)) ?? "identity";
}

function weighed(part: string): readonly [string, number] {
  const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  return [name, weight === undefined ? 1 : Number(weight.slice(2))];
}

/** A short body, compressed at once. */
export function compressNow(text: string, encoding: Encoding): Buffer {
  const bytes = Buffer.from(text);
  const chosen = bytes.length < shortLength ? shortOptions : options;
  switch (encoding) {
    case "deflate":
      return deflateRawSync(bytes, chosen);
    case "gzip":
      return gzipSync(bytes, chosen);
    case "identity":
      return bytes;
  }
}

/** A compressor for a long body; `undefined` for `identity`. */
export function compressor(encoding: Encoding): DeflateRaw | Gzip | undefined {
  switch (encoding) {
    case "deflate":
      return createDeflateRaw(streamOptions);
    case "gzip":
      return createGzip(streamOptions);
    case "identity":
      return undefined;
  }
}
