import type { Message } from "./message.ts";

/** Goes to another page. */
type Go = (path: string) => void;

const howToTry = `# no tenant at hand? a simulated one, in a database of its own:
npm run demo`;

/** Nothing was read yet. */
export function emptyGraph(go: Go): Message {
  return {
    tone: "empty",
    title: "The graph is empty",
    detail:
      "Nothing was read yet. Connect a Defender tenant: an app registration with five read permissions, and the form says where each value comes from.",
    command: howToTry,
    actions: [{ label: "Connect a tenant", run: () => go("/integrations/new") }],
  };
}
