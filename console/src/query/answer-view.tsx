import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { QueryReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { GraphPanel } from "../graph/graph-panel.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { RawText } from "../part/raw-text.tsx";
import { Waiting } from "../part/waiting.tsx";
import { pictureOfTree } from "../picture/picture-of-tree.ts";
import type { Picture } from "../picture/picture.ts";
import { tablesOfAnswer } from "./tables-of-answer.ts";
import { Plan } from "./plan.tsx";
import { ResultTables } from "./result-tables.tsx";
import type { Answer, Question } from "./use-answer.ts";
import type { View } from "./view.ts";

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
      return <ResultTables tables={tables} />;
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
    <GraphPanel
      picture={picture}
      matches={result?.totalCount ?? 0}
      onTable={() => adjust({ view: "Table" })}
      onDrawn={onDrawn}
    />
  );
}
