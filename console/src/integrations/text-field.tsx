import { Field } from "../part/field.tsx";
import type { InstanceDraft } from "./instance-draft.ts";
import type { InstanceFormProps } from "./instance-form-props.ts";

/** The fields that are texts. */
type TextName = Exclude<keyof InstanceDraft, "sources" | "tagAccountName" | "credentialKind">;

interface TextFieldProps extends InstanceFormProps {
  readonly name: TextName;
  readonly label: string;
  readonly help?: string;
  readonly type?: "text" | "password" | "date" | "url";
  readonly isRequired?: boolean;
}

/** A field of text. */
export function TextField(props: TextFieldProps) {
  const { draft, problems, onChange, name, label, help, type = "text", isRequired } = props;
  return (
    <Field
      label={label}
      help={help}
      problem={problems.get(name)}
      {...(isRequired === undefined ? {} : { isRequired })}
    >
      {(attributes) => (
        <input
          {...attributes}
          name={name}
          type={type}
          autoComplete={type === "password" ? "new-password" : "off"}
          spellCheck={false}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
}
