import { Button } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { extentOf } from "../graph/extent.ts";
import { Tabs } from "../part/tabs.tsx";
import type { Picture } from "../picture/picture.ts";
import { AnswerUses } from "./answer-uses.tsx";
import { AnswerExports } from "./answer-exports.tsx";
import { sizeOf, timeOf } from "./size-of.ts";
import { type Answer, mostRows, type Question } from "./use-answer.ts";
import { type View, views } from "./view.ts";

interface ResultHeadProps {
  readonly question: Question;
  readonly answer: Answer | undefined;
  readonly view: View;
  readonly drawn: Picture | null;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
}

/** What the answer is, how to take it along, and how to see it. */
export function ResultHead({ question, answer, view, drawn, limit, onLimit }: ResultHeadProps) {
  const { adjust } = useAddress();
  const more = answer !== undefined && answer.result.totalCount > limit && limit < mostRows;
  const extent = drawn?.kind === "entities" ? ` · drawn: ${extentOf(drawn)}` : "";
  return (
    <div className="result-head">
      <p className="result-title" role="status">
        {answer !== undefined && (
          <>
            <b>{sizeOf(answer.result)}</b> {timeOf(answer)}
            {view === "Graph" ? extent : ""}
          </>
        )}
      </p>
      {more && view === "Table" && (
        <Button size="xs" variant="default" onClick={() => onLimit(mostRows)}>
          Load all rows
        </Button>
      )}
      {answer !== undefined && (
        <>
          <AnswerUses query={question.query} />
          <AnswerExports question={question} answer={answer} />
        </>
      )}
      <Tabs
        label="View"
        tabs={views}
        selected={view}
        onSelect={(next) => adjust({ view: next, sort: undefined, columns: undefined })}
      />
    </div>
  );
}
