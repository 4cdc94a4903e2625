/** A stretch of a query's text that looks the same all over. */
export interface Stretch {
  readonly text: string;
  readonly look: Look;
}

/** What a stretch is to the eye. It is colour only: what is wrong with a query, the server says. */
type Look = "plain" | "keyword" | "verb" | "class" | "type" | "text" | "number" | "comment";

const words =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/[^\n]*)|(?<text>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_#][\w.]*)/g;

const keywords = new Set(
  "find unique with as that where return tree having order by asc desc skip limit and or relates to count sum min max avg true false undefined null somehow merge".split(
    " ",
  ),
);

/** Cuts a query into stretches by what the words are. */
export function highlight(text: string): readonly Stretch[] {
  const looks = looksOf(text);
  let at = 0;
  const stretches = looks.flatMap(({ from, to, look }): Stretch[] => {
    const before: Stretch = { text: text.slice(at, from), look: "plain" };
    at = to;
    return [before, { text: text.slice(from, to), look }];
  });
  return [...stretches, { text: text.slice(at), look: "plain" as const }].filter(
    (stretch) => stretch.text !== "",
  );
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly look: Look;
}

function looksOf(text: string): readonly Run[] {
  return [...text.matchAll(words)].map((match) => {
    return { from: match.index, to: match.index + match[0].length, look: lookOf(match) };
  });
}

function lookOf({ groups = {}, input = "", index = 0 }: RegExpMatchArray): Look {
  const { comment, text, number, word = "" } = groups;
  if (comment !== undefined) return "comment";
  if (text !== undefined) return "text";
  if (number !== undefined) return "number";
  return lookOfWord(word, input.slice(Math.max(0, index - 40), index));
}

function lookOfWord(word: string, before: string): Look {
  if (keywords.has(word.toLowerCase())) return "keyword";
  if (/\bAS\s+$/i.test(before)) return "plain";
  if (/\bTHAT\s+!?\s*\(?$/i.test(before)) return "verb";
  if (/\b(?:FIND(?:\s+UNIQUE)?|THAT\s+!?\s*\w+)\s+(?:<<|>>)?\s*$/i.test(before)) return "type";
  if (/^[A-Z][a-z]/.test(word)) return "class";
  return /^[a-z]+_[a-z_]+$/.test(word) ? "type" : "plain";
}
