import { Field } from "./field.tsx";

interface InputFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password" | "date" | "url" | "number";
  readonly help?: string;
  readonly problem?: string | undefined;
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
}

/** A field of one line. */
export function InputField(props: InputFieldProps) {
  const { label, value, onChange, type = "text", help, problem, isRequired = false } = props;
  return (
    <Field label={label} help={help} problem={problem} isRequired={isRequired}>
      {(attributes) => (
        <input
          {...attributes}
          type={type}
          autoComplete={props.autoComplete ?? "off"}
          spellCheck={false}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
