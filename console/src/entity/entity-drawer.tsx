import { ActionIcon } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useAddress } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import { Waiting } from "../part/waiting.tsx";

const EntityView = lazy(async () => {
  const { EntityView: view } = await import("./entity-view.tsx");
  return { default: view };
});

/** The entity that the address opens, beside whatever page is open. */
export function EntityDrawer() {
  const { search, adjust } = useAddress();
  const { open, asOf, tab } = search;
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open !== undefined) drawer.current?.focus({ preventScroll: true });
  }, [open]);
  if (open === undefined) return null;
  return (
    <aside className="drawer" aria-label="Details" tabIndex={-1} ref={drawer}>
      <ActionIcon
        className="drawer-close"
        variant="default"
        size={32}
        aria-label="Close details"
        onClick={() => adjust({ open: undefined })}
      >
        <Icon name="close" />
      </ActionIcon>
      <Suspense fallback={<Waiting />}>
        <EntityView
          key={open}
          entityKey={open}
          asOf={asOf}
          tab={tab}
          onTab={(next) => adjust({ tab: next })}
          inDrawer
        />
      </Suspense>
    </aside>
  );
}
