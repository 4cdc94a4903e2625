import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { Icon } from "../part/icon.tsx";
import { changeRule } from "./change-rule.ts";

/** Makes a rule of the type and the kind of change that are looked at. */
export function AlertOnChange({ type }: { readonly type: string }) {
  const { search, go } = useAddress();
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
