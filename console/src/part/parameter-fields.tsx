import { useState } from "react";
import { Field } from "./field.tsx";
import { type Parameters, textOfValue, typedValue } from "./parameters.ts";

interface ParameterFieldsProps {
  readonly names: readonly string[];
  readonly values: Parameters;
  readonly onChange: (values: Parameters) => void;
}

/** A field for each parameter of a query. */
export function ParameterFields({ names, values, onChange }: ParameterFieldsProps) {
  return names.map((name) => (
    <ParameterField
      key={name}
      name={name}
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: value })}
    />
  ));
}

interface ParameterFieldProps {
  readonly name: string;
  readonly value: Parameters[string] | undefined;
  readonly onChange: (value: Parameters[string]) => void;
}

function ParameterField({ name, value, onChange }: ParameterFieldProps) {
  // What stood there first tells what is to be typed; what is typed stays as it is while it is typed.
  const [first] = useState(value);
  const [text, setText] = useState(() => textOfValue(value));
  return (
    <Field label={name} help={Array.isArray(first) ? "Several with commas between." : undefined}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          inputMode={typeof first === "number" ? "decimal" : undefined}
          name={`parameter-${name}`}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            onChange(typedValue(first, currentTarget.value));
          }}
        />
      )}
    </Field>
  );
}
