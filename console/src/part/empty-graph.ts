import type { Message } from "./message.ts";

const howToFill = `# end this server with Ctrl+C: one process at a time has the database
export DEFENDER_GRAPH_CLIENT_SECRET='…'
npx defender-graph collect --tenant <directory id> --client-id <application id>
npx defender-graph start

# no tenant at hand? a simulated one, in a database of its own:
npm run demo`;

/** Nothing was collected yet. */
export function emptyGraph(): Message {
  const detail =
    "Nothing is in this database yet. Read a tenant into it, with the same `--database` if you gave one:";
  return { tone: "empty", title: "The graph is empty", detail, command: howToFill };
}
