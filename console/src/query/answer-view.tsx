import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import type { QueryReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { RawText } from "../part/raw-text.tsx";
import { Waiting } from "../part/waiting.tsx";
import { pictureOfTree } from "../picture/picture-of-tree.ts";
import type { Picture } from "../picture/picture.ts";
import { tablesOfAnswer } from "./tables-of-answer.ts";
import { Plan } from "./plan.tsx";
import type { Answer, Question } from "./use-answer.ts";
import type { View } from "./view.ts";

// Each view is loaded when it is first wanted: a question can be typed before any of them is here.
const GraphPanel = lazy(async () => {
  const { GraphPanel: panel } = await import("../graph/graph-panel.tsx");
  return { default: panel };
});

const ResultTables = lazy(async () => {
  const { ResultTables: tables } = await import("./result-tables.tsx");
  return { default: tables };
});

interface AnswerViewProps {
  readonly view: View;
  readonly answer: Answer;
  readonly tree: UseQueryResult<QueryReply>;
  readonly question: Question;
  readonly onDrawn: (picture: Picture) => void;
}

/** One answer in one view. */
export function AnswerView({ view, answer, tree, question, onDrawn }: AnswerViewProps) {
  const tables = useMemo(() => tablesOfAnswer(answer, tree.data), [answer, tree.data]);
  switch (view) {
    case "Graph":
      return <Drawn tree={tree} onDrawn={onDrawn} />;
    case "Table":
      return (
        <Suspense fallback={<Waiting />}>
          <ResultTables tables={tables} />
        </Suspense>
      );
    case "Raw":
      return <RawText value={answer.result} name="answer" />;
    case "Plan":
      return <Plan question={question} />;
  }
}

interface DrawnProps {
  readonly tree: UseQueryResult<QueryReply>;
  readonly onDrawn: (picture: Picture) => void;
}

function Drawn({ tree, onDrawn }: DrawnProps) {
  const { adjust } = useAddress();
  const result = tree.data?.result;
  const picture = useMemo(
    () => (result?.type === "tree" ? pictureOfTree(result.data) : undefined),
    [result],
  );
  if (tree.error !== null && picture === undefined)
    return <MessageCard message={failureMessage(tree.error, () => void tree.refetch())} />;
  if (picture === undefined) return <Waiting />;
  return (
    <Suspense fallback={<Waiting />}>
      <GraphPanel
        picture={picture}
        matches={result?.totalCount ?? 0}
        onTable={() => adjust({ view: "Table" })}
        onDrawn={onDrawn}
      />
    </Suspense>
  );
}
