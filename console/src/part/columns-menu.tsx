import { Button, Checkbox, Popover } from "@mantine/core";
import { Icon } from "./icon.tsx";

interface ColumnsMenuProps {
  readonly all: readonly string[];
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[]) => void;
}

/** Chooses the columns of a table. */
export function ColumnsMenu({ all, shown, onChange }: ColumnsMenuProps) {
  function toggle(name: string): void {
    const next = shown.includes(name)
      ? shown.filter((other) => other !== name)
      : all.filter((other) => other === name || shown.includes(other));
    if (next.length > 0) onChange(next);
  }
  return (
    <Popover position="bottom-end" trapFocus shadow="md" width={260}>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<Icon name="columns" size={14} />}>
          Columns {shown.length}/{all.length}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" className="columns-menu">
        {all.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={name}
            checked={shown.includes(name)}
            onChange={() => toggle(name)}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
