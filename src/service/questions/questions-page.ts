import { described } from "../../alert/described.ts";
import { library } from "./library/library.ts";
import type { LibraryQuestion } from "./library/library-question.ts";

function parametersText({ parameters = {} }: LibraryQuestion): string {
  const given = Object.entries(parameters).map(([name, value]) => `\`${name}\` (${String(value)})`);
  return given.length === 0 ? "" : ` Parameters: ${given.join(", ")}.`;
}

function entryOf(question: LibraryQuestion): string {
  const { id, title, description, good, query, parameters = {} } = question;
  const text = `${described(description, parameters)} Good: ${good}${parametersText(question)}`;
  return `### ${title}\n\n\`${id}\`. ${text}\n\n\`\`\`j1ql\n${query}\n\`\`\`\n`;
}

/** The page `docs/questions.md`, made from the library. */
export function questionsPage(): string {
  const groups = Object.entries(library).map(([group, questions]) => {
    const heading = `## ${group.charAt(0).toUpperCase()}${group.slice(1)}`;
    return `${heading}\n\n${questions.map(entryOf).join("\n")}`;
  });
  return `# Questions that ship

Made from \`src/service/questions/library/\`: \`node scripts/questions.ts\`. Ask one with
\`defender-graph questions run <name>\` (\`--param days=30\` gives a parameter another value), over HTTP with
\`POST /api/v1/questions/<name>/run\`. Every one is asked of the sample tenant in a test. Own questions are saved beside them:
\`POST /api/v1/questions\`, or several at once with \`defender-graph questions import\`.

${groups.join("\n")}`;
}
