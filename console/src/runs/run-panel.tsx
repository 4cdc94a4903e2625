import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RoleButton } from "../app/role-button.tsx";
import { useAddress } from "../app/address.ts";
import { failureMessage } from "../part/failure-message.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { changesText } from "./changes-text.ts";
import { duration } from "./duration.ts";
import { isOver } from "./is-over.ts";
import { RunLog } from "./run-log.tsx";
import { RunState } from "./run-state.tsx";
import { RunSteps } from "./run-steps.tsx";
import { useSend } from "../api/use-send.ts";
import { type RunWithSteps, useRun } from "./use-run.ts";

interface RunPanelProps {
  readonly id: string | undefined;
  /** Whether the page is about the run, or the run is a part of it. */
  readonly asHeading: "h1" | "h2";
}

/** One run, told live. */
export function RunPanel({ id, asHeading }: RunPanelProps) {
  const { run, events } = useRun(id);
  const { data, error, refetch } = run;
  if (error !== null && data === undefined)
    return (
      <MessageCard
        isPage={asHeading === "h1"}
        message={failureMessage(error, () => void refetch())}
      />
    );
  if (data === undefined) return <Waiting />;
  return (
    <>
      <RunHead run={data} asHeading={asHeading} />
      {data.reason !== null && (
        <p className="form-failure" role="alert">
          {data.reason}
        </p>
      )}
      <RunSteps run={data} opensAtProblem={asHeading === "h1"} />
      <RunLog events={events.data ?? []} />
    </>
  );
}

interface RunHeadProps {
  readonly run: RunWithSteps;
  readonly asHeading: "h1" | "h2";
}

function RunHead({ run, asHeading: Heading }: RunHeadProps) {
  const { id, instanceId, accountName, tenantId, state, startedOn, endedOn, counts } = run;
  return (
    <>
      {Heading === "h1" && (
        <p className="crumbs">
          <Link to="/instance" search={{ id: String(instanceId) }}>
            {accountName ?? tenantId}
          </Link>
        </p>
      )}
      <div className="page-head">
        <Heading>Run {id}</Heading>
        <RunState state={run.cancelling ? "cancelling" : state} />
        <span className="muted">
          {moment(startedOn)}
          {endedOn !== null && `, took ${duration(endedOn - startedOn)}`}
          {counts !== null && `, ${changesText(counts)}`}
        </span>
        <RunActions run={run} />
      </div>
    </>
  );
}

function RunActions({ run }: { readonly run: RunWithSteps }) {
  const { go } = useAddress();
  const { id, state, startedOn } = run;
  const cancel = useSend<number>((number) => {
    return { path: `runs/${number}/cancel`, method: "POST" };
  });
  return (
    <div className="page-actions">
      {isOver(state) ? (
        <>
          <Button
            variant="default"
            onClick={() => go("/changes", { since: String(startedOn - 1) })}
          >
            What it changed
          </Button>
          <Button onClick={() => go("/graph")}>See your graph</Button>
        </>
      ) : (
        <RoleButton
          least="editor"
          variant="default"
          loading={cancel.isPending}
          disabled={run.cancelling}
          onClick={() => cancel.mutate(id)}
        >
          Cancel
        </RoleButton>
      )}
      <FormFailure error={cancel.error} />
    </div>
  );
}
