import { useApi } from "../app/world.ts";
import { CopyButton } from "../part/copy-button.tsx";
import { csvOf } from "../part/csv.ts";
import { SaveButton } from "../part/save-button.tsx";
import { tablesOf } from "../table/table-model.ts";
import { type Answer, mostRows, type Question } from "./use-answer.ts";

interface AnswerExportsProps {
  readonly question: Question;
  readonly answer: Answer;
}

/** Copies the link to this very view, and saves the whole answer, not only the rows on the screen. */
export function AnswerExports({ question, answer }: AnswerExportsProps) {
  const api = useApi();
  async function whole() {
    const { result } = answer;
    const rows = result.type === "tree" ? result.totalCount : result.data.length;
    if (rows >= result.totalCount) return result;
    const { query, asOf } = question;
    return (await api.query({ query, asOf, limit: mostRows })).result;
  }
  return (
    <div className="exports">
      <CopyButton label="Copy link" text={() => window.location.href} />
      <SaveButton
        label="CSV"
        name="answer.csv"
        type="text/csv"
        text={async () =>
          tablesOf(await whole())
            .map(csvOf)
            .join("\r\n")
        }
      />
      <SaveButton
        label="JSON"
        name="answer.json"
        type="application/json"
        text={async () => JSON.stringify(await whole(), null, 2)}
      />
    </div>
  );
}
