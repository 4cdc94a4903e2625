import { Switch } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../part/dialog.tsx";
import { pages } from "./pages.ts";
import { setSingleKeys, singleKeysAreOn } from "./single-keys.ts";
import { useWorld } from "./world.ts";

const everywhere: readonly (readonly [string, string])[] = [
  ["Ctrl K", "search or run a command"],
  ["?", "this list"],
  ["/", "to the search or filter of the page"],
  ["Esc", "close what is open"],
  ["Ctrl Enter", "run the query"],
];

const lists: readonly (readonly [string, string])[] = [
  ["j  k", "next and previous row"],
  ["Enter", "open the row"],
];

const picture: readonly (readonly [string, string])[] = [
  ["← → ↑ ↓", "walk along relationships"],
  ["Enter", "open"],
  ["e", "add neighbours"],
  ["h", "hide"],
  ["z", "show what is hidden"],
  ["c", "collapse the type to one"],
  ["p", "begin or end a path"],
  ["f", "find in the picture"],
  ["0  +  −", "fit, nearer, farther"],
  ["t", "the same as a table"],
];

/** The keys, and the switch that turns single ones off. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const { storage } = useWorld();
  const [on, setOn] = useState(() => singleKeysAreOn(storage));
  const goTo = pages.map(({ key, label }): readonly [string, string] => [`g ${key}`, label]);
  return (
    <Dialog label="Keyboard" className="shortcut-list" onClose={onClose}>
      <h2>Keyboard</h2>
      <div className="shortcut-columns">
        <Keys title="Everywhere" keys={everywhere} />
        <Keys title="Go to" keys={goTo} />
        <Keys title="In lists" keys={lists} />
        <Keys title="In the picture" keys={picture} />
      </div>
      <Switch
        label="Single keys do something (those with Ctrl always do)"
        checked={on}
        onChange={({ currentTarget }) => {
          setOn(currentTarget.checked);
          setSingleKeys(storage, currentTarget.checked);
        }}
      />
    </Dialog>
  );
}

interface KeysProps {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}

function Keys({ title, keys }: KeysProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
