import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { EntityDrawer } from "../entity/entity-drawer.tsx";
import type { Above } from "./above.ts";
import { useAddress } from "./address.ts";
import { Header } from "./header.tsx";
import { Navigation } from "./navigation.tsx";
import { Palette } from "./palette.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import { useShortcuts } from "./shortcuts.ts";

/** The frame around every page: header, navigation, drawer, palette. */
export function Shell() {
  const [above, setAbove] = useState<Above>("nothing");
  const { path } = useAddress();
  useShortcuts(setAbove);
  const close = (): void => setAbove("nothing");
  return (
    <div className="shell" data-navigation={above === "navigation" ? "open" : undefined}>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <Header onAbove={setAbove} navigationIsOpen={above === "navigation"} />
      <Navigation onLeave={close} />
      <main id="main" tabIndex={-1} data-page={path}>
        <Outlet />
      </main>
      <EntityDrawer />
      {above === "palette" && <Palette onClose={close} />}
      {above === "shortcuts" && <ShortcutList onClose={close} />}
    </div>
  );
}
