import type { InstanceDraft } from "./instance-draft.ts";
import type { DraftProblems } from "./instance-problems.ts";

/** The form's fields work on a draft. */
export interface InstanceFormProps {
  readonly draft: InstanceDraft;
  readonly problems: DraftProblems;
  readonly onChange: (patch: Partial<InstanceDraft>) => void;
  /** The kind of the secret that there is already, for an instance that exists. */
  readonly kept?: string;
}
