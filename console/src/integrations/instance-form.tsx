import { Checkbox } from "@mantine/core";
import { Field } from "../part/field.tsx";
import { Addresses } from "./addresses.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import type { InstanceFormProps } from "./instance-form-props.ts";
import { clouds, intervals } from "./intervals.ts";
import { SourceChoice } from "./source-choice.tsx";
import { TextField } from "./text-field.tsx";

/** The fields of an instance. */
export function InstanceForm(props: InstanceFormProps) {
  const { draft, onChange, kept } = props;
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
      {kept === undefined && (
        <TextField {...props} name="tenantId" label="Directory (tenant) ID" isRequired />
      )}
      <TextField
        {...props}
        name="clientId"
        label="Application (client) ID"
        isRequired={draft.credentialKind !== "managedIdentity"}
      />
      <CredentialFields {...props} />
      <Choice {...props} name="pollingInterval" label="Polling interval" options={intervals} />
      <Choice {...props} name="cloud" label="Cloud" options={clouds} />
      <SourceChoice {...props} />
      <Checkbox
        label="Tag entities with the account name"
        checked={draft.tagAccountName}
        onChange={({ currentTarget }) => onChange({ tagAccountName: currentTarget.checked })}
      />
      <Tags {...props} />
      <Addresses {...props} />
    </>
  );
}

function Tags({ draft, problems, onChange }: InstanceFormProps) {
  return (
    <Field
      label="Tags"
      help="One a line: name=value. Every entity carries it as tag.name; a change reaches everything with the next run."
      problem={problems.get("tags")}
    >
      {(attributes) => (
        <textarea
          {...attributes}
          name="tags"
          rows={3}
          spellCheck={false}
          value={draft.tags}
          onChange={({ currentTarget }) => onChange({ tags: currentTarget.value })}
        />
      )}
    </Field>
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
