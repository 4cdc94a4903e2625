import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { useWorld } from "../app/world.ts";
import { Icon } from "../part/icon.tsx";
import { moment } from "../part/format.ts";

interface AsOfFieldProps {
  readonly asOf: string | undefined;
  readonly onChange: (asOf: string | undefined) => void;
}

const day = 86_400_000;

const quick = [
  ["1 hour ago", day / 24],
  ["Yesterday", day],
  ["A week ago", 7 * day],
  ["30 days ago", 30 * day],
] as const;

/** The moment whose graph is asked: now, or any past one that is kept. */
export function AsOfField({ asOf, onChange }: AsOfFieldProps) {
  const [open, setOpen] = useState(false);
  function choose(wanted: string | undefined): void {
    setOpen(false);
    onChange(wanted);
  }
  const label = asOf === undefined ? "Now" : moment(new Date(asOf).getTime());
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button
          size="xs"
          variant={asOf === undefined ? "default" : "light"}
          leftSection={<Icon name="clock" size={14} />}
          onClick={() => setOpen(!open)}
        >
          <span className="visually-hidden">As of </span>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="as-of" aria-label="The graph as of">
        <p className="muted">Ask the graph as it was.</p>
        <AsOfChoice onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

function AsOfChoice({ onChoose }: { readonly onChoose: (asOf: string | undefined) => void }) {
  const { now } = useWorld();
  const [typed, setTyped] = useState("");
  return (
    <>
      <div className="as-of-quick">
        <Button size="xs" variant="default" onClick={() => onChoose(undefined)}>
          Now
        </Button>
        {quick.map(([name, age]) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            onClick={() => onChoose(new Date(now() - age).toISOString())}
          >
            {name}
          </Button>
        ))}
      </div>
      <form
        className="as-of-exact"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== "") onChoose(new Date(typed).toISOString());
        }}
      >
        <label>
          Exactly
          <input
            type="datetime-local"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <Button size="xs" type="submit" disabled={typed === ""}>
          Go
        </Button>
      </form>
    </>
  );
}
