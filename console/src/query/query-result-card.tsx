import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useAddress } from "../app/address.ts";
import { MessageCard } from "../part/message-card.tsx";
import { useNoticed } from "../part/use-noticed.ts";
import { Waiting } from "../part/waiting.tsx";
import type { Picture } from "../picture/picture.ts";
import { AnswerView } from "./answer-view.tsx";
import { messageFor } from "./messages.ts";
import { asksForNumbers } from "./related-queries.ts";
import { ResultHead } from "./result-head.tsx";
import { type Answer, type Question, useTree } from "./use-answer.ts";
import { useShape } from "./use-catalogue.ts";
import { type View, views } from "./view.ts";

interface QueryResultCardProps {
  readonly question: Question;
  readonly answer: UseQueryResult<Answer>;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
  readonly onRun: (text: string) => void;
}

/** The answer in one of its views, with its size, its time and the ways out of it. */
export function QueryResultCard(props: QueryResultCardProps) {
  const { question, answer, limit, onLimit, onRun } = props;
  const { search, go } = useAddress();
  const [drawn, setDrawn] = useState<Picture | null>(null);
  const isEmpty = useShape().data?.entities.length === 0;
  const { data } = answer;
  const wanted = views.find((view) => view === search.view);
  const tree = useTree(question, shouldDraw(data, question.query, wanted));
  const view = wanted ?? bestView(question.query, tree.data);
  const busy = useNoticed(answer.isFetching || tree.isFetching);
  const message = messageFor({ question, answer, isEmpty, onRun, go });
  const shown = message === undefined ? data : undefined;
  return (
    <section className="result" aria-label="Result" data-busy={busy ? "" : undefined}>
      <ResultHead
        question={question}
        answer={shown}
        view={view}
        drawn={drawn}
        limit={limit}
        onLimit={onLimit}
      />
      <div className="result-body">
        <div className="progress" aria-hidden="true" />
        {message !== undefined && <MessageCard message={message} />}
        {message === undefined && data === undefined && <Waiting />}
        {shown !== undefined && (
          <AnswerView
            view={view}
            answer={shown}
            tree={tree}
            question={question}
            onDrawn={setDrawn}
          />
        )}
      </div>
    </section>
  );
}

/** A picture is asked for where it is wanted, or where it may be the best view. */
function shouldDraw(answer: Answer | undefined, query: string, view: View | undefined): boolean {
  if (answer === undefined) return false;
  return view === undefined ? !asksForNumbers(query) : view !== "Plan";
}

/** A picture if there are relationships, else a table. */
function bestView(query: string, tree: ReturnType<typeof useTree>["data"]): View {
  if (asksForNumbers(query)) return "Table";
  if (tree === undefined) return "Graph";
  return tree.result.type === "tree" && tree.result.data.edges.length > 0 ? "Graph" : "Table";
}
