import { type FocusEvent, useEffect, useRef } from "react";

interface Held {
  readonly element: Element;
  readonly card: HTMLElement | null;
}

/**
 * Where what had the focus is removed, its card has it, and not the top of the page. Returns what is to hear of every focus
 * among the cards.
 */
export function useFocusKept(): (event: FocusEvent) => void {
  const held = useRef<Held | null>(null);
  useEffect(() => {
    if (held.current === null || held.current.element.isConnected) return;
    if (document.activeElement === document.body) held.current.card?.focus();
    held.current = null;
  });
  return ({ target }) => {
    held.current = { element: target, card: target.closest<HTMLElement>(".builder-card") };
  };
}
