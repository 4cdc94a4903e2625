import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { useSend } from "../api/use-send.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { ActionFields } from "./action-fields.tsx";
import { DeleteRule } from "./delete-rule.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { QueryFields } from "./query-fields.tsx";
import { QueryLinks } from "./query-links.tsx";
import { askedOf, bodyOf, draftOfRule, type RuleDraft } from "./rule-draft.ts";
import { SettingFields } from "./setting-fields.tsx";

const fields = { query: QueryFields, actions: ActionFields, settings: SettingFields };

interface RuleEditorProps {
  readonly rule: RuleView;
  readonly part: keyof typeof fields;
}

/** One part of a rule, to be changed. */
export function RuleEditor({ rule, part }: RuleEditorProps) {
  const [draft, setDraft] = useState(() => draftOfRule(rule));
  const save = useSend<RuleDraft>((given) => {
    return { path: `rules/${rule.id}`, method: "PUT", body: bodyOf(given, rule) };
  });
  function change(patch: Partial<RuleDraft>): void {
    save.reset();
    setDraft({ ...draft, ...patch });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(draft);
  }
  const Fields = fields[part];
  return (
    <div className={part === "query" ? "form-columns" : "stack"}>
      <form className="card form" noValidate onSubmit={submit}>
        <RoleFields least="editor">
          <Fields draft={draft} onChange={change} />
          <FormFailure error={save.error} />
          {save.isSuccess && <p role="status">Saved. It is evaluated anew.</p>}
          <div className="form-actions">
            {part === "query" && <QueryLinks draft={draft} />}
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </div>
        </RoleFields>
      </form>
      {part === "query" && <PreviewCard asked={{ id: rule.id, ...askedOf(draft) }} />}
      {part === "settings" && <DeleteRule rule={rule} />}
    </div>
  );
}
