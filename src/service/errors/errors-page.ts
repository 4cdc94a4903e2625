import { errorGroups } from "./catalogue.ts";

/** The page `docs/errors.md`, made from the catalogue. */
export function errorsPage(): string {
  const parts = errorGroups.map(({ title, errors }) => {
    const rows = Object.entries(errors)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { status, means, todo }]) => `| \`${code}\` | ${status} | ${means} | ${todo} |`);
    return `## ${title}\n\n| code | HTTP | means | do |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Error codes

Made from \`src/service/errors/\`: \`node scripts/errors.ts\`. A failure's message says what was attempted, what was found and
what to do in its own case; its code stays the same from release to release. The API answers with
\`application/problem+json\` and the status below; the command line exits with 1 and prints the message; a run keeps the code of
what ended a step. What is wrong with a query has codes of its own, told with the place in the text.

${parts.join("\n")}`;
}
