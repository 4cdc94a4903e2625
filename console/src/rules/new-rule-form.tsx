import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { ActionFields } from "./action-fields.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { QueryFields } from "./query-fields.tsx";
import { askedOf, bodyOf, type RuleDraft } from "./rule-draft.ts";
import { SettingFields } from "./setting-fields.tsx";

/** A rule of one's own: what it asks, how bad that is, who is told, and beside it what it finds now. */
export function NewRuleForm({ start }: { readonly start: RuleDraft }) {
  const { go } = useAddress();
  const [draft, setDraft] = useState(start);
  const change = (patch: Partial<RuleDraft>): void => setDraft({ ...draft, ...patch });
  const create = useSend<RuleDraft, RuleView>((given) => {
    return { path: "rules", method: "POST", body: bodyOf(given) };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    // Who came from a query may not have given it a name.
    const name = draft.name.trim() === "" ? firstWords(draft) : draft.name;
    create.mutate({ ...draft, name }, { onSuccess: ({ id }) => go("/rule", { id: String(id) }) });
  }
  const isAsking = draft.queries.some(({ query = "" }) => query.trim() !== "");
  return (
    <>
      <h1>New rule</h1>
      <div className="form-columns">
        <form className="card form" noValidate onSubmit={submit}>
          <RoleFields least="editor">
            <SettingFields draft={draft} onChange={change} />
            <QueryFields draft={draft} onChange={change} />
            <ActionFields draft={draft} onChange={change} />
            <FormFailure error={create.error} />
            <div className="form-actions">
              <Button type="submit" loading={create.isPending}>
                Save and switch on
              </Button>
            </div>
          </RoleFields>
        </form>
        {isAsking && <PreviewCard asked={askedOf(draft)} />}
      </div>
    </>
  );
}

/** A name for a rule that was not given one: the beginning of its query. */
function firstWords({ queries }: RuleDraft): string {
  const text = (queries[0]?.query ?? "").replaceAll(/\s+/g, " ").trim();
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
