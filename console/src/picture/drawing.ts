import { firstMatches } from "./first-matches.ts";
import type { Picture } from "./picture.ts";
import { summarise } from "./summarise.ts";

/** Up to this many nodes all is drawn without further ado. */
const mostReadable = 300;

/** Of more than that, whole matches are drawn up to this many nodes: few enough to read their names. */
const mostAtFirst = 60;

/** Above this many nodes a picture shows types and numbers instead. */
const mostDrawn = 2_000;

/** Up to this many are drawn for who asks for it. */
const mostOnRequest = 12_000;

/** One way to draw a picture. */
export interface Drawing {
  readonly picture: Picture;
  /** What has to be said about it. */
  readonly note: string | null;
  /** What a button says that draws it in place of another. */
  readonly label: string;
}

/** A picture to draw, how many matches there are in truth, and how many nodes of one step the room can show. */
export interface Sight {
  readonly picture: Picture;
  readonly matches: number;
  readonly abreast: number;
}

/** The ways to draw a picture, the best to begin with first. */
export function drawingsOf({ picture, matches, abreast }: Sight): readonly [Drawing, ...Drawing[]] {
  const count = picture.nodes.length;
  const all = drawingOf(picture, matches);
  if (picture.kind !== "entities" || count <= mostReadable) return [all];
  const first = {
    ...drawingOf(firstMatches(picture, { nodes: mostAtFirst, abreast }), matches),
    label: "Draw the first matches only",
  };
  const isSmaller = first.picture.nodes.length < count;
  if (count <= mostDrawn) {
    const note = [all.note, `${count.toLocaleString("en")} entities: zoom in to read their names.`];
    const whole = { ...all, note: note.filter((part) => part !== null).join(" ") };
    return isSmaller ? [first, whole] : [whole];
  }
  const types = summaryOf(picture);
  const whole = count <= mostOnRequest ? [all] : [];
  return isSmaller ? [types, first, ...whole] : [types, ...whole];
}

function drawingOf(picture: Picture, matches: number): Drawing {
  const starts = picture.nodes.filter(({ layer, entity }) => layer === 0 && entity !== null).length;
  const number = picture.nodes.length.toLocaleString("en");
  if (starts >= matches) return { picture, note: null, label: `Draw all ${number} entities` };
  const label = `Draw ${number} entities`;
  const of = `of ${matches.toLocaleString("en")} matches`;
  const some = `The first ${starts.toLocaleString("en")} ${of} are drawn.`;
  return { picture, note: starts === 1 ? `The first ${of} is drawn.` : some, label };
}

function summaryOf(picture: Picture): Drawing {
  const number = picture.nodes.length.toLocaleString("en");
  return {
    picture: summarise(picture),
    note: `${number} entities are too many to read one by one, so each shape stands for all of a type.`,
    label: "Draw the types",
  };
}
