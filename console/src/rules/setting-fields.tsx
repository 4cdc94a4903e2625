import { Checkbox } from "@mantine/core";
import { Field } from "../part/field.tsx";
import { severityText } from "../part/severity.tsx";
import { InstanceField } from "./instance-field.tsx";
import { type RuleFieldsProps, severities } from "./rule-draft.ts";
import { schedules } from "./schedules.ts";

/** How bad it is, and when it is looked at. */
export function WeightFields({ draft, onChange }: RuleFieldsProps) {
  return (
    <div className="field-row">
      <Field label="Severity">
        {(attributes) => (
          <select
            {...attributes}
            name="severity"
            value={draft.severity}
            onChange={({ currentTarget }) => {
              const severity = severities.find((one) => one === currentTarget.value);
              if (severity !== undefined) onChange({ severity });
            }}
          >
            {severities.map((severity) => (
              <option key={severity} value={severity}>
                {severityText(severity)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Evaluated">
        {(attributes) => (
          <select
            {...attributes}
            name="every"
            value={draft.every}
            onChange={({ currentTarget }) => onChange({ every: currentTarget.value })}
          >
            {schedules.map(({ name, text }) => (
              <option key={name} value={name}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

interface TextProps extends RuleFieldsProps {
  readonly name: "name" | "description" | "tags";
  readonly label: string;
  readonly help?: string;
  readonly isRequired?: boolean;
}

/** A text of a rule. */
function RuleText({ draft, onChange, name, label, help, isRequired = false }: TextProps) {
  return (
    <Field label={label} help={help} isRequired={isRequired}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          name={name}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** How a rule is called, and what else it heeds. */
export function SettingFields(props: RuleFieldsProps) {
  const { draft, onChange } = props;
  return (
    <>
      <RuleText {...props} name="name" label="Name" isRequired />
      <RuleText {...props} name="description" label="Description" />
      <WeightFields {...props} />
      <InstanceField {...props} />
      <RuleText {...props} name="tags" label="Tags" help="Several with commas between." />
      <Checkbox
        label="Only what is new since the rule was switched on"
        checked={draft.newOnly}
        onChange={({ currentTarget }) => onChange({ newOnly: currentTarget.checked })}
      />
    </>
  );
}
