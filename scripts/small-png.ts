import { crc32, deflateSync, inflateSync } from "node:zlib";

/** Pixels as the browser paints them: red, green and blue, a byte each, line after line. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const signature = Buffer.from("89504e470d0a1a0a", "hex");

/**
 * The same picture in 256 colours, at about a third of the size. A page has few flat colours and many shades at the
 * edges of its letters: shades are drawn together only as far as needed, the frequent ones stay as they are.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, data } = readPixels(png);
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 3) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf([...counts].toSorted((a, b) => b[1] - a[1]).map(([colour]) => colour));
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const lines = Buffer.alloc(height * (width + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const line = Math.floor(pixel / width);
    lines[pixel + line + 1] = indexOf.get(colourAt(data, pixel * 3)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => channelsOf(colour)));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The most frequent colours that lie apart, by the least distance that leaves no more than 256. */
function paletteOf(byFrequency: readonly number[]): readonly number[] {
  for (let apart = 0; ; apart += 4) {
    const chosen: number[] = [];
    for (const colour of byFrequency) {
      if (chosen.every((other) => distance(colour, other) > apart)) chosen.push(colour);
      if (chosen.length > 256) break;
    }
    if (chosen.length <= 256) return chosen;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => distance(colour, other));
  return distances.indexOf(Math.min(...distances));
}

/** The sum of what each channel differs by. */
function distance(one: number, other: number): number {
  const [a, b] = [channelsOf(one), channelsOf(other)];
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}

function channelsOf(colour: number): readonly [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function colourAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, check]);
}

/** Reads the one kind of PNG that Chromium's screenshots are: 8 bits, without alpha, not interlaced. */
function readPixels(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png[24] !== 8 || png[25] !== 2 || png[28] !== 0) throw new Error("not a screenshot's PNG");
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const isData = png.toString("latin1", at + 4, at + 8) === "IDAT";
    if (isData) parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { width, height, data: unfiltered(inflateSync(Buffer.concat(parts)), width * 3) };
}

/** Undoes the filter of each line, as the PNG specification says (section 9). */
function unfiltered(lines: Buffer, stride: number): Uint8Array {
  const height = lines.length / (stride + 1);
  const data = new Uint8Array(height * stride);
  for (let at = 0; at < data.length; at++) {
    const [line, column] = [Math.floor(at / stride), at % stride];
    const filter = lines[line * (stride + 1)] ?? 0;
    const left = column < 3 ? 0 : (data[at - 3] ?? 0);
    const up = data[at - stride] ?? 0;
    const corner = column < 3 ? 0 : (data[at - stride - 3] ?? 0);
    const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
    data[at] = (lines[at + line + 1] ?? 0) + (guesses[filter] ?? 0);
  }
  return data;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
