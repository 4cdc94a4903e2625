import type { Direction } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** What is due at a place of a query, or what was just completed there. */
export type Mode =
  | "start"
  | "target"
  | "smartClass"
  | "named"
  | "verb"
  | "towards"
  | "group"
  | "alias"
  | "filter"
  | "part"
  | "operator"
  | "value"
  | "joiner"
  | "columns"
  | "afterColumn"
  | "by"
  | "key"
  | "afterKey"
  | "count"
  | "tail";

/** A place in a query, as far as it decides what can stand there. */
export interface Place {
  readonly mode: Mode;
  /** The mode that follows the name or part that is due now. */
  readonly next: Mode;
  readonly clause: "WITH" | "WHERE" | "HAVING" | "RETURN" | "ORDER BY";
  /** Where the innermost query begins. */
  readonly queryFrom: number;
  /** Where the present step begins; `null` before the first. */
  readonly hopFrom: number | null;
  readonly verbs: readonly string[];
  readonly direction: Direction;
  /** The parts of the name that stands here so far. */
  readonly path: readonly string[];
  readonly inList: boolean;
  /** The places around, and what follows there when the parenthesis closes. */
  readonly around: { readonly place: Place; readonly after: Mode } | null;
}

const beginning: Place = {
  mode: "start",
  next: "start",
  clause: "WITH",
  queryFrom: 0,
  hopFrom: null,
  verbs: [],
  direction: "either",
  path: [],
  inList: false,
  around: null,
};

/** The place behind some tokens. */
export function placeBehind(tokens: readonly Token[]): Place {
  return tokens.reduce(advance, beginning);
}

function advance(place: Place, token: Token): Place {
  if (token.kind === "symbol") return onSymbol(place, token.value);
  if (token.kind === "word") return onWord(place, token);
  // A number after SOMEHOW is no operand.
  if (token.kind === "number" && place.mode === "verb") return place;
  return onOperand(place, token.value);
}

const keywords: Readonly<Record<string, (place: Place, token: Token) => Partial<Place>>> = {
  FIND: (_, { from }) => ({ mode: "target", queryFrom: from, hopFrom: null, inList: false }),
  UNIQUE: () => ({}),
  THAT: (_, { from }) => ({ mode: "verb", hopFrom: from, verbs: [], direction: "either" }),
  SOMEHOW: () => ({}),
  TO: () => ({}),
  NOT: () => ({}),
  WITH: () => ({ mode: "filter", clause: "WITH" }),
  WHERE: () => ({ mode: "filter", clause: "WHERE" }),
  HAVING: () => ({ mode: "filter", clause: "HAVING" }),
  RETURN: () => ({ mode: "columns", clause: "RETURN" }),
  ORDER: () => ({ mode: "by", clause: "ORDER BY" }),
  BY: () => ({ mode: "key" }),
  ASC: () => ({ mode: "afterKey" }),
  DESC: () => ({ mode: "afterKey" }),
  SKIP: () => ({ mode: "count" }),
  LIMIT: () => ({ mode: "count" }),
  AND: ({ inList }) => ({ mode: inList ? "value" : "filter" }),
  OR: ({ inList }) => ({ mode: inList ? "value" : "filter" }),
  AS: ({ mode }) => ({ mode: "alias", next: mode }),
};

function onWord(place: Place, token: Token): Place {
  if (place.mode === "alias" || place.mode === "part") return onOperand(place, token.value);
  const word = token.value.toUpperCase();
  const keyword = Object.hasOwn(keywords, word) ? keywords[word] : undefined;
  if (keyword !== undefined) return { ...place, ...keyword(place, token) };
  return onOperand(place, token.value);
}

/** What follows something that was due. */
const afterOperand: Readonly<Partial<Record<Mode, Mode>>> = {
  start: "named",
  target: "named",
  smartClass: "named",
  verb: "towards",
  towards: "named",
  filter: "operator",
  value: "joiner",
  columns: "afterColumn",
  key: "afterKey",
  count: "tail",
};

function onOperand(place: Place, text: string): Place {
  const { mode, path, verbs } = place;
  if (mode === "alias") return { ...place, mode: place.next };
  if (mode === "part") return { ...place, mode: place.next, path: [...path, text] };
  // The values of a list are all compared with what stands before it.
  const isListed = mode === "value" && place.inList;
  const taken = { ...place, mode: afterOperand[mode] ?? mode, path: isListed ? path : [text] };
  return mode === "verb" ? { ...taken, verbs: [...verbs, text] } : taken;
}

function onSymbol(place: Place, sign: string): Place {
  if (sign === "(") return open(place);
  if (sign === ")") return close(place);
  if (sign === ".") return { ...place, mode: "part", next: place.mode };
  if (sign === ">>" || sign === "<<") {
    return { ...place, direction: sign === ">>" ? "out" : "in" };
  }
  return { ...place, mode: afterSign(place, sign) };
}

type Modes = Readonly<Partial<Record<Mode, Mode>>>;

const arithmetic: Modes = { joiner: "value", operator: "value", afterColumn: "columns" };

/** What follows a sign, by the mode before it; operators of comparison are the rest. */
const signs: Readonly<Record<string, Modes>> = {
  "|": { named: "target", towards: "verb" },
  ",": { afterColumn: "columns", afterKey: "key", joiner: "value", operator: "value" },
  "#": { target: "smartClass", towards: "smartClass" },
  "*": { ...arithmetic, target: "named", towards: "named" },
  "+": arithmetic,
  "-": arithmetic,
  "/": arithmetic,
  "^": arithmetic,
};

function afterSign({ mode }: Place, sign: string): Mode {
  const modes: Modes = signs[sign] ?? { operator: "value" };
  return modes[mode] ?? mode;
}

/** What is due behind an opening parenthesis, and what follows when it closes. */
const openings: Readonly<Partial<Record<Mode, readonly [inside: Mode, after: Mode]>>> = {
  target: ["target", "named"],
  towards: ["target", "named"],
  verb: ["verb", "towards"],
  named: ["group", "named"],
  joiner: ["group", "named"],
  filter: ["filter", "joiner"],
  operator: ["filter", "joiner"],
  value: ["value", "joiner"],
  columns: ["columns", "afterColumn"],
  afterColumn: ["columns", "afterColumn"],
  key: ["key", "afterKey"],
  afterKey: ["key", "afterKey"],
};

function open(place: Place): Place {
  const [inside, after] = openings[place.mode] ?? [place.mode, place.mode];
  const inList = place.mode === "value";
  return { ...place, mode: inside, inList, around: { place, after } };
}

function close(place: Place): Place {
  const { around } = place;
  if (around === null) return place;
  // Steps and names within a group hold behind it, too; verbs were gathered within their parentheses.
  const { verbs } = place;
  return { ...around.place, verbs, mode: around.after };
}
