import { Button, Menu } from "@mantine/core";
import { Icon } from "../part/icon.tsx";

interface PastMenuProps {
  readonly queries: readonly string[];
  readonly onPick: (query: string) => void;
}

/** The queries that this browser ran, the latest first. */
export function PastMenu({ queries, onPick }: PastMenuProps) {
  return (
    <Menu position="bottom-end" width={420} shadow="md" disabled={queries.length === 0}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={queries.length === 0}
          leftSection={<Icon name="history" size={14} />}
        >
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="past-menu">
        {queries.toReversed().map((query) => (
          <Menu.Item key={query} onClick={() => onPick(query)}>
            <code>{query}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
