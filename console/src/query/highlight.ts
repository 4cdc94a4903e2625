import type { Problem } from "../../../src/j1ql/problem.ts";

/** A stretch of a query's text that looks the same all over. */
export interface Stretch {
  readonly text: string;
  readonly look: Look;
  /** Whether a problem lies here. */
  readonly wrong: boolean;
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

/** Cuts a query into stretches: by what the words are, and by where the problems lie. */
export function highlight(text: string, problems: readonly Problem[]): readonly Stretch[] {
  const looks = looksOf(text);
  const cuts = new Set([0, text.length, ...looks.flatMap(({ from, to }) => [from, to])]);
  for (const { from, to } of problems) {
    cuts.add(Math.min(from, text.length));
    cuts.add(Math.min(Math.max(to, from + 1), text.length));
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  let at = 0;
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    while ((looks[at]?.to ?? Number.POSITIVE_INFINITY) <= from) at++;
    const look = looks[at];
    const inside = look !== undefined && look.from <= from;
    const wrong = problems.some(
      (problem) => problem.from < to && Math.max(problem.to, problem.from + 1) > from,
    );
    return { text: text.slice(from, to), look: inside ? look.look : "plain", wrong };
  });
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
