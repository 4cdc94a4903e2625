import { type RefObject, useEffect, useRef, useState } from "react";
import { isSingleKey, isTyping } from "../app/single-keys.ts";
import { useWorld } from "../app/world.ts";

interface RowKeys {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly reveal: (index: number) => void;
  readonly open: (index: number) => void;
}

const steps: Readonly<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/** Walks a table's rows: `j` and `k` from anywhere on the page, arrows and Enter from within the table. */
export function useRowKeys({ count, scroller, reveal, open }: RowKeys) {
  const [current, focus] = useState(0);
  const { storage } = useWorld();
  // The listener stays; what it does is that of the latest drawing.
  const latest = useRef({ current, count, reveal, open });
  latest.current = { current, count, reveal, open };
  // Between a key and the next frame: keys that come in between go on from where it leads to.
  const isOnItsWay = useRef(false);
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      const table = scroller.current;
      if (table === null) return;
      const isHere = isOnItsWay.current || isWithin(event, table);
      if (!concerns(event, isHere, storage)) return;
      const { current: at, open: openAt } = latest.current;
      const step = steps[event.key] ?? 0;
      if (step !== 0) move(isHere ? at + step : at, table);
      else if (event.key === "Enter" && (isOnItsWay.current || onRow(event))) openAt(at);
      else return;
      event.preventDefault();
    }
    function move(wanted: number, table: HTMLElement): void {
      const next = Math.min(latest.current.count - 1, Math.max(0, wanted));
      focus(next);
      latest.current.current = next;
      latest.current.reveal(next);
      isOnItsWay.current = true;
      requestAnimationFrame(() => {
        isOnItsWay.current = false;
        table.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus({ preventScroll: true });
      });
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [scroller, storage]);
  return { current: Math.min(current, Math.max(0, count - 1)), focus };
}

function concerns(event: KeyboardEvent, isHere: boolean, storage: Storage): boolean {
  if (isHere) return !event.ctrlKey && !event.metaKey && !isTyping(event);
  return (event.key === "j" || event.key === "k") && isSingleKey(event, storage);
}

function isWithin(event: KeyboardEvent, table: HTMLElement): boolean {
  return event.target instanceof Node && table.contains(event.target);
}

function onRow({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.dataset["row"] !== undefined;
}
