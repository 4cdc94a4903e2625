import { Field } from "./field.tsx";

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Values with what they are called. */
  readonly options: ReadonlyMap<Value, string>;
  readonly onChange: (value: Value) => void;
  readonly help?: string;
}

/** A choice of one. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, onChange, help } = props;
  return (
    <Field label={label} help={help}>
      {(attributes) => (
        <select
          {...attributes}
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = [...options.keys()].find((one) => one === currentTarget.value);
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {[...options].map(([name, said]) => (
            <option key={name} value={name}>
              {said}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
