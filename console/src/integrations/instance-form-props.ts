import type { InstanceDraft } from "./instance-draft.ts";

/** The form's fields work on a draft. */
export interface InstanceFormProps {
  readonly draft: InstanceDraft;
  readonly problems: ReadonlyMap<keyof InstanceDraft, string>;
  readonly onChange: (patch: Partial<InstanceDraft>) => void;
}
