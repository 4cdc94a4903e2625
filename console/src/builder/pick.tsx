import { useId } from "react";

/** One of the things to pick from. */
export interface PickOption {
  readonly value: string;
  readonly label: string;
  /** Under which heading it stands. */
  readonly group?: string;
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly PickOption[];
  readonly onPick: (value: string) => void;
  /** Whether its name is to be seen, and not only to be heard. */
  readonly isNamed?: boolean;
}

/** A choice of one. What is chosen already is offered also where the graph does not know it. */
export function Pick({ label, value, options, onPick, isNamed = false }: PickProps) {
  const id = useId();
  const isKnown = options.some((option) => option.value === value);
  const all = isKnown ? options : [{ value, label: value || "Choose …" }, ...options];
  const groups = [...Map.groupBy(all, ({ group = "" }) => group)];
  return (
    <div className="builder-pick">
      <label htmlFor={id} className={isNamed ? undefined : "visually-hidden"}>
        {label}
      </label>
      <select id={id} value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        {groups.map(([group, members]) =>
          group === "" ? (
            <Options key={group} options={members} />
          ) : (
            <optgroup key={group} label={group}>
              <Options options={members} />
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}

function Options({ options }: { readonly options: readonly PickOption[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
