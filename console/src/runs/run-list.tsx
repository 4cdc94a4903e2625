import { Link } from "@tanstack/react-router";
import type { RunView } from "../../../src/service/runs/run-view.ts";
import { useRuns } from "../integrations/use-instances.ts";
import { failureMessage } from "../part/failure-message.ts";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { changesText } from "./changes-text.ts";
import { duration } from "./duration.ts";
import { RunPanel } from "./run-panel.tsx";
import { RunState } from "./run-state.tsx";

/** An instance's runs, the latest first. */
export function RunList({ instance }: { readonly instance: string }) {
  const { data, error, refetch } = useRuns(instance);
  if (error !== null && data === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  if (data === undefined) return <Waiting />;
  if (data.length === 0)
    return (
      <MessageCard
        message={{
          tone: "empty",
          title: "Not read yet",
          detail: "The first run begins within moments, unless the interval is by hand only.",
        }}
      />
    );
  const [first, ...others] = data;
  // The first run of all is what one waits for.
  if (first !== undefined && others.length === 0)
    return <RunPanel id={String(first.id)} asHeading="h2" />;
  return (
    <div className="card plain-table" tabIndex={0} role="region" aria-label="Runs">
      <table>
        <thead>
          <tr>
            {["Run", "State", "Started", "Took", "Cause", "Changes"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunLine({ run }: { readonly run: RunView }) {
  const { id, state, startedOn, endedOn, cause, counts, reason } = run;
  return (
    <tr>
      <td>
        <Link to="/run" search={{ id: String(id) }}>
          {id}
        </Link>
      </td>
      <td title={reason ?? undefined}>
        <RunState state={state} />
      </td>
      <td>{moment(startedOn)}</td>
      <td>{endedOn === null ? "…" : duration(endedOn - startedOn)}</td>
      <td>{cause}</td>
      <td>{counts === null ? "–" : changesText(counts)}</td>
    </tr>
  );
}
