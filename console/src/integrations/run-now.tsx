import { Button, Menu } from "@mantine/core";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useRefusal } from "../app/session.ts";
import { Icon } from "../part/icon.tsx";

/** How a run is wanted. */
interface RunOptions {
  readonly full?: boolean;
  readonly confirmDeletions?: boolean;
}

/** Reads an instance now, and goes to the run. */
export function RunNow({ id }: { readonly id: number }) {
  const { go } = useAddress();
  const refusal = useRefusal("editor");
  const run = useSend<RunOptions, { readonly run: number }>((options) => {
    return { path: `instances/${id}/run`, method: "POST", body: options };
  });
  const ask = (options: RunOptions): void =>
    run.mutate(options, { onSuccess: ({ run: number }) => go("/run", { id: String(number) }) });
  return (
    <div className="run-now">
      <RoleButton
        least="editor"
        size="xs"
        variant="default"
        loading={run.isPending}
        leftSection={<Icon name="play" size={13} />}
        onClick={() => ask({})}
      >
        Run now
      </RoleButton>
      {refusal === undefined && <RunMenu onRun={ask} />}
      {run.error !== null && (
        <span className="bad-text" role="alert">
          {run.error.message}
        </span>
      )}
    </div>
  );
}

function RunMenu({ onRun }: { readonly onRun: (options: RunOptions) => void }) {
  return (
    <Menu position="bottom-end" width={300} shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default" px={8} aria-label="Run with options">
          <Icon name="down" size={13} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onRun({ full: true })}>
          Read everything anew, also what did not change
        </Menu.Item>
        <Menu.Item onClick={() => onRun({ confirmDeletions: true })}>
          Apply the deletions that were held back
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
