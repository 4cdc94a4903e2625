import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { Dialog } from "../part/dialog.tsx";
import { Icon } from "../part/icon.tsx";
import { KindMark } from "../part/kind-mark.tsx";
import { shortType } from "../picture/short-type.ts";
import { containing } from "../query/j1ql-text.ts";
import { bestFirst } from "./best-first.ts";
import { useAddress } from "./address.ts";
import { entityEntry, fixedEntries, matching, type PaletteEntry } from "./palette-entries.ts";
import { useApi, useWorld } from "./world.ts";

/** Entities looked up at once, and of those shown: the kinds that people look for first. */
const most = { found: 60, shown: 10 };

/** One field to go anywhere, find anything and do what has no button. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const entries = usePaletteEntries(typed.trim());
  const current = Math.min(at, entries.length - 1);
  function run(entry: PaletteEntry | undefined): void {
    if (entry === undefined) return;
    onClose();
    entry.run();
  }
  function pressed(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") run(entries[current]);
    if (step === 0) return;
    event.preventDefault();
    setAt((current + step + entries.length) % Math.max(1, entries.length));
  }
  return (
    <Dialog label="Search or run a command" className="palette" onClose={onClose}>
      <div className="palette-field">
        <Icon name="search" size={18} />
        <input
          autoFocus
          value={typed}
          placeholder="A page, a device, a person, a CVE, a command"
          aria-label="Search or run a command"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={entries.length === 0 ? undefined : `${list}-${current}`}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
      </div>
      <PaletteList id={list} entries={entries} current={current} onPick={run} />
    </Dialog>
  );
}

interface PaletteListProps {
  readonly id: string;
  readonly entries: readonly PaletteEntry[];
  readonly current: number;
  readonly onPick: (entry: PaletteEntry) => void;
}

function PaletteList({ id, entries, current, onPick }: PaletteListProps) {
  return (
    <>
      <ul className="palette-list" role="listbox" id={id} aria-label="What fits">
        {entries.map((entry, index) => (
          <PaletteOption
            key={entry.id}
            id={`${id}-${index}`}
            entry={entry}
            selected={index === current}
            onPick={() => onPick(entry)}
          />
        ))}
      </ul>
      {entries.length === 0 && <p className="palette-none">Nothing is called so.</p>}
    </>
  );
}

function usePaletteEntries(typed: string): readonly PaletteEntry[] {
  const address = useAddress();
  const world = useWorld();
  const api = useApi();
  const looked = useDeferredValue(typed);
  const { data } = useQuery({
    queryKey: ["palette", looked],
    queryFn: ({ signal }) =>
      api.query(
        { query: `FIND * WITH displayName ~= ${containing(looked)}`, limit: most.found },
        signal,
      ),
    enabled: looked.length > 1,
    placeholderData: (before) => (typed.length > 1 ? before : undefined),
  });
  const found = data?.result.type === "list" && typed.length > 1 ? data.result.data : [];
  const best = bestFirst(found, typed).slice(0, most.shown);
  const fixed = matching(fixedEntries(address, world), typed);
  return [...fixed, ...best.map((entity) => entityEntry(entity, address))];
}

interface PaletteOptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function PaletteOption({ id, entry, selected, onPick }: PaletteOptionProps) {
  const { label, hint, icon, entity } = entry;
  return (
    <li
      id={id}
      role="option"
      aria-selected={selected}
      className="palette-option"
      ref={(element) => (selected ? element?.scrollIntoView({ block: "nearest" }) : undefined)}
      onMouseDown={(event) => {
        event.preventDefault();
        onPick();
      }}
    >
      {entity === undefined ? (
        <Icon name={icon} size={18} />
      ) : (
        <KindMark type={hint} classes={entity.entity._class} />
      )}
      <span className="palette-label">{label}</span>
      <span className="muted">{entity === undefined ? hint : shortType(hint)}</span>
    </li>
  );
}
