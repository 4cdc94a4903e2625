import { Checkbox } from "@mantine/core";
import { Field } from "../part/field.tsx";
import { Addresses } from "./addresses.tsx";
import { sources } from "./instance-draft.ts";
import type { InstanceFormProps } from "./instance-form-props.ts";
import { clouds, intervals } from "./intervals.ts";
import { TextField } from "./text-field.tsx";

/** The fields of a new instance. */
export function InstanceForm(props: InstanceFormProps) {
  const { draft, onChange } = props;
  return (
    <>
      <TextField
        {...props}
        name="accountName"
        label="Account name"
        help="Identifies this Defender account; every entity carries it as tag.AccountName."
        isRequired
      />
      <TextField {...props} name="description" label="Description" />
      <TextField {...props} name="tenantId" label="Directory (tenant) ID" isRequired />
      <TextField {...props} name="clientId" label="Application (client) ID" isRequired />
      <TextField
        {...props}
        name="secret"
        label="Client secret"
        type="password"
        help="Its value, not its id. Sealed at rest, never shown again."
        isRequired
      />
      <TextField
        {...props}
        name="secretExpiresOn"
        label="Secret expires on"
        type="date"
        help="You are warned 30 days before."
      />
      <Choice {...props} name="pollingInterval" label="Polling interval" options={intervals} />
      <Choice {...props} name="cloud" label="Cloud" options={clouds} />
      <SourceChoice {...props} />
      <Checkbox
        label="Tag entities with the account name"
        checked={draft.tagAccountName}
        onChange={({ currentTarget }) => onChange({ tagAccountName: currentTarget.checked })}
      />
      <Addresses {...props} />
    </>
  );
}

function SourceChoice({ draft, problems, onChange }: InstanceFormProps) {
  return (
    <fieldset className="field">
      <legend>Data sources</legend>
      <div className="source-choice">
        {sources.map((source) => (
          <Checkbox
            key={source}
            label={source.replaceAll("_", " ")}
            checked={draft.sources.includes(source)}
            onChange={({ currentTarget }) =>
              onChange({
                sources: sources.filter((other) =>
                  other === source ? currentTarget.checked : draft.sources.includes(other),
                ),
              })
            }
          />
        ))}
      </div>
      {problems.has("sources") && <p className="field-problem">{problems.get("sources")}</p>}
    </fieldset>
  );
}

interface ChoiceProps extends InstanceFormProps {
  readonly name: "cloud" | "pollingInterval";
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
}

function Choice({ draft, onChange, name, label, options }: ChoiceProps) {
  return (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        >
          {Object.entries(options).map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
