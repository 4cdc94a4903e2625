import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** The validator's own words, and ours. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/^Invalid input: expected .*, received undefined$/, "is missing"],
  [/^Invalid input: expected (.*), received (.*)$/, "must be $1, not $2"],
  [/^Invalid input$/, "is none of what it may be"],
  [/^Invalid option: expected one of (.*)$/, "must be one of $1"],
  [/^Too small: expected (?:number|int|bigint) to be >=(.*)$/, "must be at least $1"],
  [/^Too small: expected (?:number|int|bigint) to be >(.*)$/, "must be more than $1"],
  [/^Too big: expected (?:number|int|bigint) to be <=(.*)$/, "must be at most $1"],
  [/^Too small: expected \w+ to have >=(.*)$/, "must have at least $1"],
  [/^Too big: expected \w+ to have <=(.*)$/, "must have at most $1"],
  [/^Unrecognized key: (.*)$/, "takes no $1"],
  [/^Unrecognized keys: (.*)$/, "takes none of $1"],
];

function wordsOf(message: string): string {
  const found = wordings.find(([theirs]) => theirs.test(message));
  const words = found === undefined ? message : message.replace(found[0], found[1]);
  return words.replaceAll('"|"', '", "').replace(/\.$/, "");
}

/** What is wrong with the fields of something that stands at a place, in one sentence without its end. */
export function wrongFields(
  { issues }: { readonly issues: readonly Issue[] },
  place: readonly string[] = [],
): string {
  const placeOf = ({ path }: Issue): string =>
    [...place, ...path].map(String).join(".") || "request";
  return issues.map((issue) => `${placeOf(issue)}: ${wordsOf(issue.message)}`).join("; ");
}
