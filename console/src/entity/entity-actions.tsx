import { Button } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { CopyButton } from "../part/copy-button.tsx";
import { Icon } from "../part/icon.tsx";
import { neighboursOf } from "../query/related-queries.ts";
import type { EntityThen } from "./relation-groups.ts";

interface EntityActionsProps {
  readonly entity: EntityThen;
  readonly inDrawer: boolean;
}

/** Where to go from an entity. */
export function EntityActions({ entity: { entity }, inDrawer }: EntityActionsProps) {
  const { go, search } = useAddress();
  const { asOf } = search;
  const { key } = entity;
  return (
    <div className="panel-actions">
      {inDrawer && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="expand" size={14} />}
          onClick={() => go("/entity", { key, asOf })}
        >
          Open page
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="graph" size={14} />}
        onClick={() => go("/graph", { key, asOf })}
      >
        Expand in graph
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="code" size={14} />}
        onClick={() => go("/query", { q: neighboursOf(key), asOf })}
      >
        Query around it
      </Button>
      <CopyButton label="Copy key" text={key} />
    </div>
  );
}
