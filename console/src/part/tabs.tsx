import { type KeyboardEvent, useEffect, useId, useRef } from "react";

interface TabsProps<Tab extends string> {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: Tab;
  readonly onSelect: (tab: Tab) => void;
}

/** A switch between views; arrow keys move along it. */
export function Tabs<Tab extends string>({ label, tabs, selected, onSelect }: TabsProps<Tab>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where the tabs have no room, the selected one is seen; the page itself stays where it is.
    const tab = list.current?.querySelector("[aria-selected=true]")?.getBoundingClientRect();
    const room = list.current?.getBoundingClientRect();
    if (list.current === null || tab === undefined || room === undefined) return;
    list.current.scrollLeft += (tab.left + tab.right - room.left - room.right) / 2;
  }, [selected]);
  function pressed(event: KeyboardEvent<HTMLElement>): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs.at((tabs.indexOf(selected) + step) % tabs.length);
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onSelect(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={pressed}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`${id}-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === selected}
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => onSelect(tab)}
        >
          {tab}
        </button>
      ))}
    </div>
  );
}
