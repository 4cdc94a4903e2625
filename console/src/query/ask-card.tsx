import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type RefObject, Suspense } from "react";
import type { Problem } from "../../../src/j1ql/problem.ts";
import { useAddress } from "../app/address.ts";
import { LazyBuilder } from "../builder/lazy-builder.tsx";
import { RequestFailure } from "../api/request-failure.ts";
import { AsOfField } from "./as-of-field.tsx";
import type { PastQueries } from "./past-queries.ts";
import { PastMenu } from "./past-menu.tsx";
import { ProblemList } from "./problem-list.tsx";
import { LazyEditor } from "./lazy-editor.tsx";
import type { QueryEditorHandle } from "./query-editor.tsx";
import { starterQuestions } from "./starter-questions.ts";
import type { Answer } from "./use-answer.ts";
import { useCatalogue } from "./use-catalogue.ts";
import { useNoticed } from "../part/use-noticed.ts";

interface AskCardProps {
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  /** The question that was asked. */
  readonly query: string;
  readonly answer: UseQueryResult<Answer>;
  readonly past: PastQueries;
  readonly editor: RefObject<QueryEditorHandle | null>;
  readonly onRun: (text: string) => void;
  /** Another moment whose graph is asked. */
  readonly onMoment: (asOf: string | undefined) => void;
  readonly onCancel: () => void;
}

/** Where a question is asked: the editor, its moment, what is wrong with it, and questions to start from. */
export function AskCard(props: AskCardProps) {
  const { draft, onDraft, query, answer, past, editor, onRun } = props;
  const { search } = useAddress();
  const catalogue = useCatalogue();
  const said = remarksOf(answer, draft.trim() === query);
  const pick = ({ from, to }: Problem): void => editor.current?.select(from, to);
  return (
    <section
      className="ask"
      aria-label="Question"
      onKeyDown={(event) => {
        const isRun = event.key === "Enter" && (event.ctrlKey || event.metaKey);
        // The editor has answered its own keys already.
        if (!isRun || event.defaultPrevented) return;
        event.preventDefault();
        onRun(draft);
      }}
    >
      {search.edit === "builder" && (
        <Suspense fallback={<p className="muted">…</p>}>
          <LazyBuilder text={draft} catalogue={catalogue} onChange={onDraft} onPick={pick} />
        </Suspense>
      )}
      <div className="ask-row">
        <LazyEditor
          ref={editor}
          value={draft}
          catalogue={catalogue}
          onChange={onDraft}
          onRun={onRun}
          onPast={() => past.all().at(-1)}
        />
        <AskButtons {...props} />
      </div>
      <div role="status">
        <ProblemList text={query} problems={said.problems} level={said.level} onPick={pick} />
      </div>
      <Starters draft={draft} onRun={onRun} />
    </section>
  );
}

function AskButtons({ draft, answer, past, onRun, onMoment, onCancel }: AskCardProps) {
  const { search } = useAddress();
  const busy = useNoticed(answer.isFetching);
  return (
    <div className="ask-buttons">
      {busy ? (
        <Button className="run" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      ) : (
        <Button className="run" onClick={() => onRun(draft)}>
          Run <kbd aria-hidden="true">Ctrl ⏎</kbd>
        </Button>
      )}
      <div className="ask-more">
        <BuilderButton />
        <AsOfField asOf={search.asOf} onChange={onMoment} />
        <PastMenu queries={past.all()} onPick={(text) => onRun(text)} />
      </div>
    </div>
  );
}

/** Shows the query as cards beside its text, or its text alone. */
function BuilderButton() {
  const { search, adjust } = useAddress();
  const isOpen = search.edit === "builder";
  return (
    <Button
      size="xs"
      variant={isOpen ? "light" : "default"}
      aria-pressed={isOpen}
      onClick={() => adjust({ edit: isOpen ? undefined : "builder" })}
    >
      Builder
    </Button>
  );
}

interface StartersProps {
  readonly draft: string;
  readonly onRun: (text: string) => void;
}

function Starters({ draft, onRun }: StartersProps) {
  return (
    <ul className="chips starters" aria-label="Questions to start from">
      {starterQuestions.map(({ id, title, query }) => (
        <li key={id}>
          <button
            type="button"
            className="chip"
            aria-pressed={draft === query}
            title={query}
            onClick={() => onRun(query)}
          >
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the server said about the question; of a text that was changed since, nothing. */
function remarksOf({ data, error }: UseQueryResult<Answer>, current: boolean) {
  const none = { problems: [], level: "problem" } as const;
  if (!current) return none;
  if (error instanceof RequestFailure && error.problem.code === "query_invalid")
    return { problems: error.problem.problems ?? [], level: "problem" } as const;
  return { problems: data?.warnings ?? [], level: "warning" } as const;
}
