import { useItems } from "../api/use-items.ts";
import { useInstances } from "../integrations/use-instances.ts";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { Target } from "./target.tsx";

interface PublicationView {
  readonly id: number;
  readonly instanceId: number;
  readonly target: string;
  readonly state: string;
  readonly startedOn: number;
  readonly objects: number;
  readonly report: string | null;
}

/** Which graphs are published to JupiterOne, and what came of it. */
export function PublishingTab() {
  const instances = useInstances();
  return (
    <div className="stack">
      <Asked asked={instances}>
        {(items) =>
          items.length === 0 ? (
            <p className="card muted">Connect a tenant first: it is its graph that is published.</p>
          ) : (
            items.map((instance) => <Target key={instance.id} instance={instance} />)
          )
        }
      </Asked>
      <Publications />
    </div>
  );
}

function Publications() {
  const publications = useItems<PublicationView>("publications?limit=50");
  return (
    <section className="card">
      <h2>What was published</h2>
      <Asked asked={publications}>
        {(items) =>
          items.length === 0 ? (
            <p className="muted">Nothing yet.</p>
          ) : (
            <PlainTable
              isInCard
              label="What was published"
              heads={["Began", "Instance", "To", "State", "Objects", "What came of it"]}
            >
              {items.map(({ id, startedOn, instanceId, target, state, objects, report }) => (
                <tr key={id}>
                  <td>{moment(startedOn)}</td>
                  <td>{instanceId}</td>
                  <td>{target}</td>
                  <td>{state}</td>
                  <td>{objects.toLocaleString("en")}</td>
                  <td className="wide-cell">{report}</td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Asked>
    </section>
  );
}
