import { useEffect, useRef } from "react";
import type { Above } from "./above.ts";
import { useAddress } from "./address.ts";
import { pages } from "./pages.ts";
import { isSingleKey } from "./single-keys.ts";
import { useWorld } from "./world.ts";

/** Keys that work on every page: the palette, Escape for the drawer, the list of keys, `/`, and `g` with a letter. */
export function useShortcuts(onAbove: (above: Above) => void): void {
  const { go, search, adjust } = useAddress();
  const { storage } = useWorld();
  const goingTo = useRef(false);
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (opensPalette(event)) {
        event.preventDefault();
        onAbove("palette");
      } else if (event.key === "Escape" && !event.defaultPrevented && search.open !== undefined) {
        adjust({ open: undefined });
      } else if (isSingleKey(event, storage)) {
        if (singleKey(event.key, { going: goingTo, go, onAbove })) event.preventDefault();
      }
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [go, search.open, adjust, storage, onAbove]);
}

function opensPalette({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey);
}

interface Ways {
  readonly going: { current: boolean };
  readonly go: (path: string) => void;
  readonly onAbove: (above: Above) => void;
}

/** Whether the key meant something. */
function singleKey(key: string, { going, go, onAbove }: Ways): boolean {
  if (going.current) {
    going.current = false;
    const page = pages.find((candidate) => candidate.key === key.toLowerCase());
    if (page !== undefined) go(page.path);
    return page !== undefined;
  }
  switch (key) {
    case "g":
      going.current = true;
      return true;
    case "?":
      onAbove("shortcuts");
      return true;
    case "/":
      return focusSearch();
    default:
      return false;
  }
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("[data-search]");
  field?.focus();
  return field !== null;
}
