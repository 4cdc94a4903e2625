import { useInstances } from "../integrations/use-instances.ts";
import { Field } from "../part/field.tsx";
import type { RuleFieldsProps } from "./rule-draft.ts";

/** Of which tenant a rule asks, where there are several. */
export function InstanceField({ draft, onChange }: RuleFieldsProps) {
  const { data = [] } = useInstances();
  if (data.length < 2 && draft.instanceId === null) return null;
  return (
    <Field label="Tenant">
      {(attributes) => (
        <select
          {...attributes}
          name="instance"
          value={draft.instanceId ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onChange({ instanceId: value === "" ? null : Number(value) })
          }
        >
          <option value="">All of them</option>
          {data.map(({ id, accountName, tenantId }) => (
            <option key={id} value={id}>
              {accountName ?? tenantId}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
