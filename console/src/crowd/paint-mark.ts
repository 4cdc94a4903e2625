import { numberAt } from "../picture/number-at.ts";
import type { Scene } from "./scene.ts";
import type { Marked } from "./standing.ts";
import type { View } from "./view.ts";

/** Draws a ring around the node that is marked, or the edge anew. */
export function paintMark(
  context: CanvasRenderingContext2D,
  scene: Scene,
  {
    marked: { kind, number },
    view,
    colour,
  }: { readonly marked: Marked; readonly view: View; readonly colour: string },
): void {
  const xOf = (node: number): number => numberAt(scene.x, node) * view.zoom + view.x;
  const yOf = (node: number): number => numberAt(scene.y, node) * view.zoom + view.y;
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.beginPath();
  if (kind === "node") {
    const radius = numberAt(scene.radius, number) * view.zoom;
    context.arc(xOf(number), yOf(number), radius * 1.2 + 5, 0, 2 * Math.PI);
  } else {
    const [from, to] = [numberAt(scene.from, number), numberAt(scene.to, number)];
    context.moveTo(xOf(from), yOf(from));
    context.lineTo(xOf(to), yOf(to));
  }
  context.stroke();
}
