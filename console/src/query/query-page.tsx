import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useAddress } from "../app/address.ts";
import { useWorld } from "../app/world.ts";
import { useDraft } from "../part/use-draft.ts";
import { AskCard } from "./ask-card.tsx";
import { createPastQueries } from "./past-queries.ts";
import type { QueryEditorHandle } from "./query-editor.tsx";
import { QueryResultCard } from "./query-result-card.tsx";
import { firstRows, useAnswer } from "./use-answer.ts";

/** Asks the graph in J1QL. The address holds the question, its moment and the view of the answer. */
export function QueryPage() {
  const { search, go } = useAddress();
  const { q: query = "", asOf, edit } = search;
  const { storage } = useWorld();
  const client = useQueryClient();
  const draft = useDraft(query);
  const [limit, setLimit] = useState(firstRows);
  const editor = useRef<QueryEditorHandle>(null);
  const answer = useAnswer({ query, asOf }, limit);
  const past = createPastQueries(storage);
  useEffect(() => {
    setLimit(firstRows);
    document.title = [query.split("\n", 1)[0], "defender-graph"].filter(Boolean).join(" · ");
  }, [query]);
  const { data: answered } = answer;
  useKept(answered === undefined ? undefined : query);
  function ask(text: string, moment: string | undefined): void {
    const wanted = text.trim();
    if (wanted === "") return editor.current?.focus();
    draft.write(text);
    if (wanted === query && moment === asOf) return void answer.refetch();
    draft.sending(wanted);
    go("/query", { q: wanted, asOf: moment, edit });
  }
  const run = (text: string): void => ask(text, asOf);
  return (
    <div className="query-page">
      <h1 className="visually-hidden">Query</h1>
      <AskCard
        draft={draft.text}
        onDraft={draft.write}
        query={query}
        answer={answer}
        past={past}
        editor={editor}
        onRun={run}
        onMoment={(moment) => ask(draft.text, moment)}
        onCancel={() => void client.cancelQueries({ queryKey: ["answer"] })}
      />
      <QueryResultCard
        question={{ query, asOf }}
        answer={answer}
        limit={limit}
        onLimit={setLimit}
        onRun={run}
      />
    </div>
  );
}

/** Keeps an answered query before its answer is seen, and draws again: what is kept is read while drawing. */
function useKept(query: string | undefined): void {
  const { storage } = useWorld();
  const [, noted] = useState("");
  useLayoutEffect(() => {
    if (query === undefined) return;
    createPastQueries(storage).add(query);
    noted(query);
  }, [query, storage]);
}
