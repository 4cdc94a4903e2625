import { useRef, useState } from "react";
import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import type { Problem } from "../../../src/j1ql/problem.ts";
import { ProblemList } from "../query/problem-list.tsx";
import { AddButton } from "./add-button.tsx";
import { withChanged, withMoved, withoutStep, withStep } from "./change-draft.ts";
import { propertiesOf, typesAlong } from "./choices.ts";
import type { Draft } from "./draft.ts";
import { type Read, readDraft } from "./read-draft.ts";
import { ResultCard } from "./result-card.tsx";
import { StepCard } from "./step-card.tsx";
import { useFocusKept } from "./use-focus-kept.ts";
import { writeDraft } from "./write-draft.ts";

interface QueryBuilderProps {
  readonly text: string;
  readonly catalogue: Catalogue;
  readonly onChange: (text: string) => void;
  readonly onPick: (problem: Problem) => void;
}

/** A query as cards, from left to right. They and the text say the same: each follows the other. */
export function QueryBuilder({ text, catalogue, onChange, onPick }: QueryBuilderProps) {
  const [kept, setKept] = useState(() => ({ text, read: readDraft(text) }));
  // A draft can hold what its text cannot yet: it is read anew only where the text became another one.
  const read = kept.text === text ? kept.read : readDraft(text);
  if (kept.text !== text) setKept({ text, read });
  function change(draft: Draft): void {
    const next = writeDraft(draft);
    setKept({ text: next, read: { kind: "draft", draft } });
    onChange(next);
  }
  return (
    <section className="builder" aria-label="Query builder">
      {read.kind === "draft" ? (
        <>
          {/(?:^|\s)(?:\/\/|\/\*)/.test(text) && (
            <p className="builder-note">
              Comments in the text are not kept once something is changed here.
            </p>
          )}
          <Cards draft={read.draft} catalogue={catalogue} onChange={change} />
        </>
      ) : (
        <Beyond read={read} text={text} onPick={onPick} />
      )}
    </section>
  );
}

interface BeyondProps {
  readonly read: Exclude<Read, { readonly kind: "draft" }>;
  readonly text: string;
  readonly onPick: (problem: Problem) => void;
}

/** Why there are no cards; the text stays as it is. */
function Beyond({ read: { kind, parts }, text, onPick }: BeyondProps) {
  return (
    <div className="builder-beyond" role="status">
      <p>
        {kind === "beyond"
          ? "This query says more than cards can show. Its text stays as it is: run it, or change it below. No card has a place for:"
          : "The text below is not a whole query yet. The cards are back as soon as it is."}
      </p>
      <ProblemList text={text} problems={parts} level="warning" onPick={onPick} />
    </div>
  );
}

interface CardsProps {
  readonly draft: Draft;
  readonly catalogue: Catalogue;
  readonly onChange: (draft: Draft) => void;
}

function Cards({ draft, catalogue, onChange }: CardsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState("");
  const hearFocus = useFocusKept();
  const { steps } = draft;
  const types = typesAlong(steps, catalogue);
  const properties = types.map((some) => [...propertiesOf(some, catalogue).keys()]);
  function done(next: Draft, what: string): void {
    onChange(next);
    setSaid(what);
    // What was pressed may be gone or elsewhere.
    list.current?.focus();
  }
  function add(): void {
    onChange(withStep(draft, catalogue));
    setSaid(`Step ${steps.length + 1} added.`);
  }
  return (
    <>
      <ol ref={list} className="builder-cards" tabIndex={-1} aria-label="Steps" onFocus={hearFocus}>
        {steps.map((step, index) => {
          const number = index + 1;
          const before = types[index - 1];
          const own = types[index] ?? new Set();
          return (
            <StepCard
              key={step.id}
              step={step}
              place={{ number, of: steps.length, before, types: own, catalogue }}
              onChange={(next) => onChange(withChanged(draft, next, catalogue))}
              onMove={(by) => {
                const moved = withMoved(draft, { id: step.id, by }, catalogue);
                done(moved, `Step ${number} is step ${number + by} now.`);
              }}
              onRemove={() =>
                done(withoutStep(draft, step.id, catalogue), `Step ${number} removed.`)
              }
            />
          );
        })}
        <AddStep isDisabled={steps[0]?.what === ""} onPress={add} />
        <ResultCard draft={draft} properties={properties} onChange={onChange} />
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}

interface AddStepProps {
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

function AddStep({ isDisabled, onPress }: AddStepProps) {
  return (
    <li className="builder-add">
      <AddButton isDisabled={isDisabled} onPress={onPress}>
        + Step
      </AddButton>
    </li>
  );
}
