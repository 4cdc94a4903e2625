import type { ChangeCountsReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { Icon } from "../part/icon.tsx";
import { changeRule } from "./change-rule.ts";

/** Makes a rule of the type and kind of change that is looked at. Of relationships there is none: questions find entities. */
export function AlertOnChange({
  counts: { kind, type },
}: {
  readonly counts: ChangeCountsReply["types"][number];
}) {
  const { search, go } = useAddress();
  if (kind !== "entity") return null;
  return (
    <RoleButton
      least="editor"
      size="xs"
      variant="default"
      leftSection={<Icon name="bell" size={14} />}
      onClick={() => go("/rule/new", changeRule(type, search.operation))}
    >
      Alert me on this
    </RoleButton>
  );
}
