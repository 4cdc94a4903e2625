import type { EvaluationView } from "../../../src/service/rules/rule-view.ts";
import { useAskPages } from "../api/use-ask.ts";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";
import { ShowMore } from "../part/show-more.tsx";
import { Outcome } from "./rule-state.tsx";

/** How a rule's evaluations went, the latest first. */
export function Evaluations({ id }: { readonly id: number }) {
  const list = useAskPages<EvaluationView>(`rules/${id}/evaluations`, {});
  return (
    <Asked asked={list}>
      {({ pages }) => {
        const evaluations = pages.flatMap(({ items }) => items);
        if (evaluations.length === 0) return <MessageCard message={none} />;
        return (
          <>
            <PlainTable
              label="Evaluations"
              heads={[
                "When",
                "Outcome",
                "Results",
                "New",
                "Gone",
                "Still",
                "Took",
                "Cause",
                "Note",
              ]}
            >
              {evaluations.map((one) => (
                <tr key={one.id}>
                  <td>{moment(one.endedOn)}</td>
                  <td>
                    <Outcome outcome={one.outcome} note={one.note} />
                  </td>
                  <td className="numeric">{one.total}</td>
                  <td className="numeric">{one.added}</td>
                  <td className="numeric">{one.removed}</td>
                  <td className="numeric">{one.still}</td>
                  <td className="numeric">{one.ms} ms</td>
                  <td>{one.cause}</td>
                  <td className="wide-text">{one.note ?? "–"}</td>
                </tr>
              ))}
            </PlainTable>
            <ShowMore list={list} />
          </>
        );
      }}
    </Asked>
  );
}

const none = {
  tone: "empty",
  title: "Not evaluated yet",
  detail: "A rule that is switched on is evaluated within moments, while the server runs.",
} as const;
