import { firstMatches } from "./first-matches.ts";
import type { Picture } from "./picture.ts";
import { summarise } from "./summarise.ts";

/** Up to this many nodes a person reads a picture node by node. */
const mostReadable = 300;

/** Above this many nodes a picture shows types and numbers instead. */
const mostDrawn = 2_000;

/** What is drawn of a picture, and what has to be said about it. */
export interface Drawing {
  readonly picture: Picture;
  readonly note: string | null;
  /** A smaller picture that could be drawn instead. */
  readonly smaller: Picture | null;
}

/** All of a picture where it can be read, else its types with their numbers. */
export function drawingOf(picture: Picture): Drawing {
  const count = picture.nodes.length;
  if (picture.kind !== "entities" || count <= mostReadable)
    return { picture, note: null, smaller: null };
  const number = count.toLocaleString("en");
  const smaller = firstMatches(picture, mostReadable);
  if (count <= mostDrawn) {
    return { picture, note: `${number} entities: zoom in to read their names.`, smaller };
  }
  const note = `${number} entities are too many to read one by one, so each shape stands for all of a type.`;
  return { picture: summarise(picture), note, smaller };
}
