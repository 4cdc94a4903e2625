import { MessageCard } from "../part/message-card.tsx";
import { useAddress } from "./address.ts";

/** An address without a page. */
export function MissingPage() {
  const { path, go } = useAddress();
  return (
    <MessageCard
      isPage
      message={{
        tone: "empty",
        title: "There is no such page",
        detail: `Nothing is at \`${path}\`. The navigation lists what there is; Ctrl K finds it.`,
        actions: [{ label: "Go home", run: () => go("/") }],
      }}
    />
  );
}
