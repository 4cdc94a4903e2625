import { align } from "./align.ts";
import { columnsOf } from "./columns.ts";
import { fold } from "./fold.ts";
import type { Picture } from "./picture.ts";
import { type Flat, type Ground, type Pitch, type Point, type Room, abreastIn } from "./pitch.ts";

/** Where everything stands. */
export interface Placement {
  readonly points: ReadonlyMap<string, Point>;
  /** By edge: the points it should pass on its way. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  /** Whether the steps go downwards instead of to the right. */
  readonly down: boolean;
  readonly sizes: Sizes;
}

/** How large things are drawn, in pixels at zoom 1: larger where there is room. */
export interface Sizes {
  readonly node: number;
  readonly font: number;
  /** The widest that a name may be. */
  readonly label: number;
}

const toTheRight: Pitch = { along: 170, across: 57, lane: 46, fold: 116, loop: 60 };
const downwards: Pitch = { along: 92, across: 86, lane: 26, fold: 62, loop: 0 };

/** Beyond these distances, a picture of few nodes falls apart. */
const most = { along: 380, across: 140 };

/** Room for what stands out beyond the middles of the outermost nodes: half a node and a name, on both sides. */
const margins = { toTheRight: { width: 150, height: 92 }, down: { width: 104, height: 92 } };

/** What a second line under a name takes: the number of what a node stands for. */
const secondLine = 17;

const largestNode = 58;
const fonts = { least: 12.5, leastDown: 11.5, most: 15 };

/** Up to this many nodes, long edges get lanes and columns are aligned with their neighbours. */
const mostAligned = 120;

/**
 * Places a picture in columns, one for each step of the query: left to right, or downwards where the room is taller
 * than wide. Long columns are folded into blocks. The whole is drawn out to fill the room, so that at zoom 1 its names
 * can be read; only what is too much for that has to be shrunk.
 */
export function place(picture: Picture, whole: Room): Placement {
  const down = isTall(whole);
  const ground = { pitch: pitchOf(picture, down), room: turned(insideOf(whole, down), down) };
  const aligned = picture.nodes.length <= mostAligned ? align(picture, ground) : undefined;
  const flat = aligned ?? fold(columnsOf(picture, false), ground);
  const stretch = stretchOf(flat, ground);
  const stretched = ({ x, y }: Point): Point => {
    const [along, across] = [x * stretch.along, y * stretch.across];
    return down ? { x: across, y: along } : { x: along, y: across };
  };
  return {
    down,
    points: new Map([...flat.points].map(([id, point]) => [id, stretched(point)])),
    bends: new Map([...flat.bends].map(([id, route]) => [id, route.map(stretched)])),
    sizes: sizesOf(stretch, { down, lines: flat.lines, pitch: ground.pitch }),
  };
}

/** How many nodes of one step the room has side by side, with names that can be read. */
export function nodesAbreast(whole: Room): number {
  const down = isTall(whole);
  const pitch = down ? downwards : toTheRight;
  return abreastIn({ pitch, room: turned(insideOf(whole, down), down) });
}

function pitchOf({ nodes }: Picture, down: boolean): Pitch {
  const pitch = down ? downwards : toTheRight;
  if (nodes.every(({ count }) => count === null)) return pitch;
  if (down) return { ...pitch, along: pitch.along + secondLine };
  return { ...pitch, across: pitch.across + secondLine };
}

function isTall({ width, height }: Room): boolean {
  return height > width * 1.1;
}

function insideOf({ width, height }: Room, down: boolean): Room {
  const margin = down ? margins.down : margins.toTheRight;
  return { width: Math.max(1, width - margin.width), height: Math.max(1, height - margin.height) };
}

function turned({ width, height }: Room, down: boolean): Room {
  return down ? { width: height, height: width } : { width, height };
}

interface Stretch {
  readonly along: number;
  readonly across: number;
  /** What the whole has to be shrunk by to be seen at once; 1 when it fits. */
  readonly zoom: number;
}

/** How far a layout can be drawn out in either direction without being shrunk for it. */
function stretchOf({ points, bends }: Flat, { pitch, room }: Ground): Stretch {
  const all = [...points.values(), ...[...bends.values()].flat()];
  const width = extentOf(all.map(({ x }) => x));
  const height = extentOf(all.map(({ y }) => y));
  const zoom = Math.min(1, room.width / width, room.height / height);
  const factor = (extent: number, wanted: number, limit: number): number => {
    return Math.max(1, Math.min(wanted / extent, limit) / zoom);
  };
  return {
    along: factor(width, room.width, most.along / pitch.along),
    across: factor(height, room.height, most.across / pitch.across),
    zoom,
  };
}

function extentOf(values: readonly number[]): number {
  const [least, largest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return Math.max(1, largest - least);
}

interface Arrangement {
  readonly down: boolean;
  readonly lines: number;
  readonly pitch: Pitch;
}

function sizesOf(stretch: Stretch, { down, lines, pitch }: Arrangement): Sizes {
  const across = pitch.across * stretch.across;
  const along = (lines > 1 ? pitch.fold : pitch.along) * stretch.along;
  const shares = down
    ? { across: 0.5, along: 0.42, font: 0.34 }
    : { across: 0.48, along: 0.3, font: 0.4 };
  const wished = Math.min(shares.across * across, shares.along * along);
  const node = Math.min(wished, largestNode / stretch.zoom);
  const least = down ? fonts.leastDown : fonts.least;
  const font = Math.max(least, Math.min(shares.font * node, fonts.most / stretch.zoom));
  // The two lines of a step folded once stand half a row apart, so that their names pass each other.
  const share = { 1: 0.8, 2: 1.3 }[lines] ?? 0.95;
  return { node, font, label: down ? across : share * along };
}
