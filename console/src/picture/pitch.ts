/** A point of the picture, in pixels at zoom 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The size of what is drawn on. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** The least distances at which names can be read. */
export interface Pitch {
  /** From one step of the query to the next. */
  readonly along: number;
  /** From one node of a step to the next. */
  readonly across: number;
  /** The room that a long edge takes among the nodes of a step it passes. */
  readonly lane: number;
  /** From one line to the next of a step that is folded. */
  readonly fold: number;
  /** The room that an edge from a node to itself takes across. */
  readonly loop: number;
}

/** Everything in its place at the least distances, steps to the right; not yet drawn out to fill the room. */
export interface Flat {
  readonly points: ReadonlyMap<string, Point>;
  /** By edge: the points it should pass on its way. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  /** How many lines the longest step is folded into; 1 when none is. */
  readonly lines: number;
}

/** What a layout goes by: the least distances, and the room there is for the nodes' middles. */
export interface Ground {
  readonly pitch: Pitch;
  readonly room: Room;
}

/** How many nodes of one step the room has side by side at the least distance. */
export function abreastIn({ pitch, room }: Ground): number {
  return Math.max(3, 1 + Math.floor(room.height / pitch.across));
}
