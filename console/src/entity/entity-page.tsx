import { useAddress } from "../app/address.ts";
import { MessageCard } from "../part/message-card.tsx";
import { EntityView } from "./entity-view.tsx";

/** One entity on a page of its own; the address holds its key, the moment and the tab. */
export function EntityPage() {
  const { search, adjust, go } = useAddress();
  const { key, asOf, tab } = search;
  if (key === undefined || key === "") {
    const detail = "The address names no entity. Ctrl K finds one by its name.";
    const actions = [{ label: "All assets", run: () => go("/assets") }];
    return (
      <MessageCard isPage message={{ tone: "empty", title: "Which entity?", detail, actions }} />
    );
  }
  return (
    <div className="entity-page card">
      <EntityView
        key={key}
        entityKey={key}
        asOf={asOf}
        tab={tab}
        onTab={(next) => adjust({ tab: next })}
        inDrawer={false}
      />
    </div>
  );
}
