import { type RefObject, useRef, useState } from "react";
import type { InstanceDraft } from "./instance-draft.ts";
import { type DraftProblems, problemsOf } from "./instance-problems.ts";

/** A form's draft. */
interface UsedDraft {
  readonly draft: InstanceDraft;
  readonly problems: DraftProblems;
  readonly form: RefObject<HTMLFormElement | null>;
  readonly change: (patch: Partial<InstanceDraft>) => void;
  /** Whether it can be sent; else the focus goes to the first field that is wrong. */
  readonly isReady: () => boolean;
}

/** Keeps what is typed into the form of an instance. `kept` is the kind of the secret that there is already. */
export function useDraft(initial: InstanceDraft, kept?: string): UsedDraft {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<DraftProblems>(new Map());
  function isReady(): boolean {
    const found = problemsOf(draft, kept);
    setProblems(found);
    const [first] = found.keys();
    const field = form.current?.querySelector<HTMLElement>(`[name="${first}"]`);
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return found.size === 0;
  }
  const change = (patch: Partial<InstanceDraft>): void => setDraft({ ...draft, ...patch });
  return { draft, problems, form, change, isReady };
}
