import { Switch } from "@mantine/core";
import { useState } from "react";
import { setSingleKeys, singleKeysAreOn } from "../app/single-keys.ts";
import { useTheme, useWorld } from "../app/world.ts";
import { SelectField } from "../part/select-field.tsx";

const themes = new Map([
  ["auto", "as the system"],
  ["light", "light"],
  ["dark", "dark"],
] as const);

/** How the pages look and listen in this browser. */
export function Appearance() {
  const { theme, storage } = useWorld();
  // Another choice draws this anew, as it draws everything.
  useTheme();
  const [choice, setChoice] = useState(theme.choice());
  const [keys, setKeys] = useState(() => singleKeysAreOn(storage));
  return (
    <section className="card form">
      <h2>In this browser</h2>
      <SelectField
        label="Theme"
        value={choice}
        options={themes}
        onChange={(wanted) => {
          setChoice(wanted);
          theme.choose(wanted);
        }}
      />
      <Switch
        label="Single keys do something (those with Ctrl always do)"
        checked={keys}
        onChange={({ currentTarget }) => {
          setKeys(currentTarget.checked);
          setSingleKeys(storage, currentTarget.checked);
        }}
      />
    </section>
  );
}
