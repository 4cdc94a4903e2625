import { Button } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import { useSend } from "../api/use-send.ts";

/** Reads an instance now, and goes to the run. */
export function RunNow({ id }: { readonly id: number }) {
  const { go } = useAddress();
  const run = useSend<number, { readonly run: number }>((instance) => {
    return { path: `instances/${instance}/run`, method: "POST" };
  });
  return (
    <div className="run-now">
      <Button
        size="xs"
        variant="default"
        loading={run.isPending}
        leftSection={<Icon name="play" size={13} />}
        onClick={() =>
          run.mutate(id, { onSuccess: ({ run: number }) => go("/run", { id: String(number) }) })
        }
      >
        Run now
      </Button>
      {run.error !== null && (
        <span className="bad-text" role="alert">
          {run.error.message}
        </span>
      )}
    </div>
  );
}
