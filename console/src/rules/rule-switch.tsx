import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { useSend } from "../api/use-send.ts";
import { RoleButton } from "../app/role-button.tsx";
import { FormFailure } from "../part/form-failure.tsx";

/** Switches a rule on or off, and has it evaluated. */
export function RuleSwitch({ rule: { id, enabled } }: { readonly rule: RuleView }) {
  const send = useSend<"enable" | "disable" | "evaluate">((verb) => {
    return { path: `rules/${id}/${verb}`, method: "POST" };
  });
  return (
    <div className="page-actions">
      {enabled && (
        <RoleButton least="editor" variant="default" onClick={() => send.mutate("evaluate")}>
          Evaluate now
        </RoleButton>
      )}
      <RoleButton
        least="editor"
        variant={enabled ? "default" : "filled"}
        onClick={() => send.mutate(enabled ? "disable" : "enable")}
      >
        {enabled ? "Switch off" : "Switch on"}
      </RoleButton>
      <FormFailure error={send.error} />
    </div>
  );
}
