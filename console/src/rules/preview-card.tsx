import type { PreviewView } from "../../../src/service/rules/preview-rule.ts";
import { useAskWith } from "../api/use-ask.ts";
import { EvidenceView } from "../alerts/evidence-view.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { StateChip } from "../part/state-chip.tsx";
import { useSettled } from "../part/use-settled.ts";
import { Waiting } from "../part/waiting.tsx";

/** What a rule would find now, asked again whenever what it asks has changed. */
export function PreviewCard({ asked }: { readonly asked: object }) {
  const settled = useSettled(JSON.stringify(asked));
  const preview = useAskWith<PreviewView>("rules/preview", JSON.parse(settled));
  const { data, error } = preview;
  return (
    <section className="card preview" aria-label="Preview" aria-busy={preview.isFetching}>
      <h2>What it finds now</h2>
      <FormFailure error={error} />
      {data === undefined && error === null && <Waiting lines={3} />}
      {data !== undefined && error === null && <Found preview={data} />}
    </section>
  );
}

function Found({ preview }: { readonly preview: PreviewView }) {
  const { holds, isDoubtful, newOnly, evidence } = preview;
  return (
    <>
      <p role="status">
        {holds && !newOnly && <StateChip tone="bad" text="would fire" />}
        {holds && newOnly && <StateChip tone="good" text="fires only for what is new" />}
        {!holds && <StateChip tone="good" text="would not fire" />}{" "}
        {isDoubtful && "The last run did not read all that it asks for."}
      </p>
      <EvidenceView evidence={evidence} isFirst />
    </>
  );
}
