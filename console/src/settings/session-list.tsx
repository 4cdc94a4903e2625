import { useItems } from "../api/use-items.ts";
import { useSend } from "../api/use-send.ts";
import { Asked } from "../part/asked.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { moment } from "../part/format.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { SureButton } from "../part/sure-button.tsx";

interface SessionView {
  readonly id: number;
  readonly userName: string;
  readonly method: string;
  readonly address: string;
  readonly agent: string;
  readonly seenOn: number;
}

/** Where one is logged in; for an administrator, where everybody is. */
export function SessionList() {
  const sessions = useItems<SessionView>("sessions");
  const end = useSend<number>((id) => ({ path: `sessions/${id}`, method: "DELETE" }));
  return (
    <section className="card">
      <h2>Sessions</h2>
      <FormFailure error={end.error} />
      <Asked asked={sessions}>
        {(items) => (
          <PlainTable isInCard label="Sessions" heads={["Who", "From", "Browser", "Last seen", ""]}>
            {items.map(({ id, userName, address, agent, seenOn }) => (
              <tr key={id}>
                <td>{userName}</td>
                <td>{address}</td>
                <td title={agent}>{browserOf(agent)}</td>
                <td>{moment(seenOn)}</td>
                <td>
                  <SureButton
                    label="End"
                    sure={`Log ${userName} out there`}
                    isBusy={end.isPending && end.variables === id}
                    onSure={() => end.mutate(id)}
                  />
                </td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Asked>
    </section>
  );
}

/** What a browser calls itself last but for its engine: "Chrome 153". */
function browserOf(agent: string): string {
  const found = /(Firefox|Edg|OPR|Chrome|HeadlessChrome|Version)\/(\d+)/.exec(agent);
  return found === null ? agent.slice(0, 24) : `${found[1] ?? ""} ${found[2] ?? ""}`;
}
