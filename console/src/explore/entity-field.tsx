import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import type { ResultEntity } from "../../../src/j1ql/result.ts";
import { useApi } from "../app/world.ts";
import { bestFirst } from "../app/best-first.ts";
import { useEntity } from "../entity/use-entity.ts";
import { KindMark } from "../part/kind-mark.tsx";
import { shortType } from "../picture/short-type.ts";
import { containing } from "../query/j1ql-text.ts";

/** Entities looked up, and of those offered. */
const most = { found: 60, offered: 8 };

interface EntityFieldProps {
  readonly label: string;
  readonly entityKey: string | undefined;
  readonly onChange: (key: string | undefined) => void;
}

/** Chooses an entity by its name. */
export function EntityField({ label, entityKey, onChange }: EntityFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const id = useId();
  const chosen = useEntity(entityKey, undefined).data?.entities[0]?.entity.displayName;
  const offers = useOffers(typed?.trim() ?? "");
  const open = typed !== null && offers.length > 0;
  function pick(key: string | undefined): void {
    setTyped(null);
    onChange(key);
  }
  function pressed(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setAt((at + step + offers.length) % Math.max(1, offers.length));
    else if (event.key === "Enter") pick(typed === "" ? undefined : offers[at]?.entity._key);
    else if (event.key === "Escape") setTyped(null);
    else return;
    event.preventDefault();
  }
  return (
    <div className="entity-field">
      <input
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        placeholder={label}
        value={typed ?? chosen ?? ""}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        onBlur={() => setTyped(null)}
      />
      <Offers id={id} label={label} offers={offers} at={at} open={open} onPick={pick} />
    </div>
  );
}

interface OffersProps {
  readonly id: string;
  readonly label: string;
  readonly offers: readonly ResultEntity[];
  readonly at: number;
  readonly open: boolean;
  readonly onPick: (key: string) => void;
}

function Offers({ id, label, offers, at, open, onPick }: OffersProps) {
  return (
    <ul id={id} role="listbox" aria-label={label} hidden={!open}>
      {offers.map(({ entity }, index) => (
        <li
          key={entity._id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className="palette-option"
          onMouseDown={() => onPick(entity._key)}
        >
          <KindMark type={entity._type[0] ?? ""} classes={entity._class} />
          <span className="palette-label">{entity.displayName || entity._key}</span>
          <span className="muted">{shortType(entity._type[0] ?? "")}</span>
        </li>
      ))}
    </ul>
  );
}

function useOffers(typed: string) {
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
  });
  const found = data?.result.type === "list" && typed.length > 1 ? data.result.data : [];
  return bestFirst(found, typed).slice(0, most.offered);
}
