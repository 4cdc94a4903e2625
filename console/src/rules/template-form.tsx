import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import type { PackView } from "../../../src/service/rules/show-rules.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { ParameterFields } from "../part/parameter-fields.tsx";
import { ActionFields } from "./action-fields.tsx";
import { InstanceField } from "./instance-field.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { draftOfTemplate, parametersOf, type RuleDraft, scheduleOf } from "./rule-draft.ts";
import { WeightFields } from "./setting-fields.tsx";

/** A rule that ships: what can be set of it, who is told, and beside it what it finds now. */
export function TemplateForm({ template }: { readonly template: PackView }) {
  const { go } = useAddress();
  const [draft, setDraft] = useState(() => draftOfTemplate(template));
  const change = (patch: Partial<RuleDraft>): void => setDraft({ ...draft, ...patch });
  const { id, name, description, query } = template;
  const { parameters, instanceId } = draft;
  const enable = useSend<RuleDraft, RuleView>((given) => enabling(id, given));
  function submit(event: FormEvent): void {
    event.preventDefault();
    enable.mutate(draft, { onSuccess: (rule) => go("/rule", { id: String(rule.id) }) });
  }
  return (
    <>
      <h1>{name}</h1>
      <p className="muted">{description}</p>
      <div className="form-columns">
        <form className="card form" noValidate onSubmit={submit}>
          <RoleFields least="editor">
            <ParameterFields
              names={parametersOf(draft)}
              values={parameters}
              onChange={(given) => change({ parameters: given })}
            />
            <WeightFields draft={draft} onChange={change} />
            <InstanceField draft={draft} onChange={change} />
            <ActionFields draft={draft} onChange={change} />
            {query !== null && <Asks query={query} />}
            <FormFailure error={enable.error} />
            <div className="form-actions">
              <Button type="submit" loading={enable.isPending}>
                Enable
              </Button>
            </div>
          </RoleFields>
        </form>
        <PreviewCard asked={{ id, parameters, instanceId }} />
      </div>
    </>
  );
}

function Asks({ query }: { readonly query: string }) {
  return (
    <details className="addresses">
      <summary>What it asks</summary>
      <pre className="code-text">{query}</pre>
    </details>
  );
}

function enabling(id: string, draft: RuleDraft) {
  const { severity, parameters, actions, instanceId } = draft;
  const body = { severity, parameters, actions, instanceId, schedule: scheduleOf(draft) };
  return { path: `rules/${id}/enable`, method: "POST", body };
}
