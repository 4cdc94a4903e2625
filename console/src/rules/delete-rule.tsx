import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { DeleteCard } from "../part/delete-card.tsx";

/** Deletes a rule. */
export function DeleteRule({ rule: { id } }: { readonly rule: RuleView }) {
  const { go } = useAddress();
  const remove = useSend<number>((number) => ({ path: `rules/${number}`, method: "DELETE" }));
  return (
    <DeleteCard
      what="rule"
      least="editor"
      detail="Its alerts and their history stay."
      error={remove.error}
      onDelete={() => remove.mutate(id, { onSuccess: () => go("/alerts", { tab: "Rules" }) })}
    />
  );
}
