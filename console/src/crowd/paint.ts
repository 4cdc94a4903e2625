import type { Theme } from "../app/theme.ts";
import { font, leastFont, palettes } from "../graph/palette.ts";
import { numberAt } from "../picture/number-at.ts";
import type { Room } from "../picture/pitch.ts";
import type { Scene } from "./scene.ts";
import { type Stamp, makeStamp } from "./stamp.ts";
import { type Standing, seen } from "./standing.ts";
import { type Box, type View, seenBox } from "./view.ts";

/** What is to be painted of a scene. */
export interface Order {
  readonly view: View;
  readonly room: Room;
  /** Pixels of the screen for one of the page. */
  readonly ratio: number;
  readonly theme: Theme;
  readonly standing: Standing;
}

type Context = OffscreenCanvasRenderingContext2D;

const opacity = { [seen.plain]: 1, [seen.near]: 1, [seen.faded]: 0.22, [seen.hidden]: 0 };

/** Thinner lines, in pixels, cannot be seen. */
const leastLine = 0.3;

/** Shapes smaller than this, in pixels, are squares. */
const leastShape = 5;

/** Paints a scene into an image as large as the room. */
export function paint(scene: Scene, order: Order): OffscreenCanvas {
  const { view, room, ratio } = order;
  const image = new OffscreenCanvas(
    Math.max(1, Math.round(room.width * ratio)),
    Math.max(1, Math.round(room.height * ratio)),
  );
  const context = image.getContext("2d");
  if (context === null) return image;
  const scale = view.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  const box = seenBox(view, room);
  for (const standing of [seen.faded, seen.plain, seen.near]) {
    paintEdges(context, scene, { ...order, box, standing, all: order.standing.edges });
  }
  paintNodes(context, scene, { ...order, box });
  if (view.zoom * scene.font >= leastFont) paintNames(context, scene, { ...order, box });
  return image;
}

interface Lines extends Omit<Order, "standing"> {
  readonly box: Box;
  readonly standing: 0 | 1 | 2;
  readonly all: Uint8Array;
}

function paintEdges(context: Context, scene: Scene, lines: Lines): void {
  const { box, standing, all, view, theme } = lines;
  context.strokeStyle = palettes[theme].line;
  context.globalAlpha = standing === seen.near ? 1 : 0.6 * opacity[standing];
  context.lineWidth = Math.max(standing === seen.near ? 1.6 : 1, leastLine / view.zoom);
  for (let edge = 0; edge < all.length; edge++) {
    if (all[edge] !== standing) continue;
    const [from, to] = [numberAt(scene.from, edge), numberAt(scene.to, edge)];
    const [x1, y1] = [numberAt(scene.x, from), numberAt(scene.y, from)];
    const [x2, y2] = [numberAt(scene.x, to), numberAt(scene.y, to)];
    if (Math.max(x1, x2) < box.left || Math.min(x1, x2) > box.right) continue;
    if (Math.max(y1, y2) < box.top || Math.min(y1, y2) > box.bottom) continue;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }
}

type Field = Order & { readonly box: Box };

/** The nodes that are seen, those that are looked at last. */
function* nodesIn(scene: Scene, { standing: { nodes }, box }: Field): Generator<number> {
  for (const wanted of [seen.faded, seen.plain, seen.near]) {
    for (let node = 0; node < nodes.length; node++) {
      if (nodes[node] === wanted && isIn(scene, node, box)) yield node;
    }
  }
}

function isIn(scene: Scene, node: number, { left, top, right, bottom }: Box): boolean {
  const [x, y] = [numberAt(scene.x, node), numberAt(scene.y, node)];
  const reach = numberAt(scene.radius, node);
  return x + reach > left && x - reach < right && y + reach > top && y - reach < bottom;
}

function paintNodes(context: Context, scene: Scene, field: Field): void {
  const { theme, standing, view, ratio } = field;
  const stamps = new Map<string, Stamp>();
  for (const node of nodesIn(scene, field)) {
    const [x, y] = [numberAt(scene.x, node), numberAt(scene.y, node)];
    const radius = numberAt(scene.radius, node);
    const width = 2 * radius * view.zoom * ratio;
    const key = `${scene.look[node]} ${width}`;
    const look = scene.looks[numberAt(scene.look, node)];
    if (look === undefined) continue;
    const stamp = stamps.get(key) ?? makeStamp(look, theme, width);
    stamps.set(key, stamp);
    context.globalAlpha = opacityOf(standing, node);
    context.fillStyle = stamp.fill;
    if (width < leastShape) context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    else paintStamp(context, stamp, { x, y, side: (stamp.image.width / width) * 2 * radius });
  }
}

function opacityOf({ nodes }: Standing, node: number): number {
  return nodes[node] === seen.faded ? opacity[seen.faded] : 1;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

function paintStamp(context: Context, { image }: Stamp, { x, y, side }: Spot): void {
  context.drawImage(image, x - side / 2, y - side / 2, side, side);
}

function paintNames(context: Context, scene: Scene, field: Field): void {
  const { ink, ground } = palettes[field.theme];
  context.font = `${scene.font}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineWidth = 5;
  context.lineJoin = "round";
  context.strokeStyle = ground;
  context.fillStyle = ink;
  for (const node of nodesIn(scene, field)) {
    const [x, below] = [numberAt(scene.x, node), numberAt(scene.y, node)];
    const y = below + numberAt(scene.radius, node) + 5;
    context.globalAlpha = opacityOf(field.standing, node);
    (scene.names[node] ?? "").split("\n").forEach((line, index) => {
      const name = shortened(context, line, scene.widest);
      context.strokeText(name, x, y + index * scene.font * 1.15);
      context.fillText(name, x, y + index * scene.font * 1.15);
    });
  }
}

/** A name that is no wider than that, with an ellipsis where it had to be cut. */
function shortened(context: Context, name: string, widest: number): string {
  const { width } = context.measureText(name);
  if (width <= widest) return name;
  return `${name.slice(0, Math.max(1, Math.floor((name.length * widest) / width) - 1))}…`;
}
