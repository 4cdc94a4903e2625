const digits = "0-9";
const letters = "A-Za-z0-9_";
const spaces = String.raw` \t\n\f\r`;

/** What the letters behind a backslash stand for: as RE2 has them, ASCII only. */
const classes: Readonly<Record<string, string>> = { d: digits, w: letters, s: spaces };

const boundary = `(?:(?<![${letters}])(?=[${letters}])|(?<=[${letters}])(?![${letters}]))`;
const noBoundary = `(?:(?<![${letters}])(?![${letters}])|(?<=[${letters}])(?=[${letters}]))`;

const piece =
  /\\(?<escaped>.)|\[(?<not>\^?)(?<members>(?:\\.|[^\]\\])+)\]|(?<quantifier>\{\d+(?:,\d*)?\})|(?<sign>.)/gsu;

/** A regular expression as PostgreSQL writes what RE2 reads; it was checked before, so both can read it. */
export function postgresPattern(source: string): string {
  return [...source.matchAll(piece)].map(({ groups }) => pieceOf(groups ?? {})).join("");
}

function pieceOf(found: Readonly<Record<string, string | undefined>>): string {
  const { escaped, not, members, quantifier, sign = "" } = found;
  if (escaped !== undefined) return escapedSign(escaped);
  if (members !== undefined) return classOf(members, not === "^");
  if (quantifier !== undefined) return quantifier;
  if (sign === ".") return String.raw`[^\n]`;
  return "{}]".includes(sign) ? `\\${sign}` : sign;
}

function escapedSign(sign: string): string {
  if (sign === "b") return boundary;
  if (sign === "B") return noBoundary;
  const members = classes[sign.toLowerCase()];
  if (members === undefined) return `\\${sign}`;
  return sign === sign.toLowerCase() ? `[${members}]` : `[^${members}]`;
}

/** A class of characters. Negated classes within it (`[\D.]`) become alternatives of it. */
function classOf(members: string, isNegated: boolean): string {
  const all = [...members.matchAll(member)].map(({ groups }) => memberOf(groups ?? {}));
  const inside = all.map((one) => one.inside).join("");
  const outside = all.flatMap((one) => one.outside);
  if (outside.length === 0) return isNegated ? `[^${inside}]` : `[${inside}]`;
  const own = inside === "" ? [] : [`[${inside}]`];
  const parts = [...own, ...outside.map((one) => `[^${one}]`)].join("|");
  return isNegated ? `(?:(?!${parts}).)` : `(?:${parts})`;
}

const member = /(?<first>\\.|[^\\])(?:-(?<last>\\.|[^\\]))?/gsu;

/** What one member of a class lets in, and the classes outside of which it lets in everything. */
interface Member {
  readonly inside: string;
  readonly outside: readonly string[];
}

function memberOf({ first = "", last }: Readonly<Record<string, string | undefined>>): Member {
  const known = first.startsWith("\\") ? classes[first.slice(1).toLowerCase()] : undefined;
  if (known === undefined) {
    const range = last === undefined ? "" : `-${literal(last)}`;
    return { inside: literal(first) + range, outside: [] };
  }
  // No range begins with a class: the hyphen is one.
  const rest = last === undefined ? "" : String.raw`\-` + literal(last);
  if (first === first.toLowerCase()) return { inside: known + rest, outside: [] };
  return { inside: rest, outside: [known] };
}

/** One character within a class; what has a meaning there gets a backslash. */
function literal(sign: string): string {
  return /^[[\]^-]$/.test(sign) ? `\\${sign}` : sign;
}
