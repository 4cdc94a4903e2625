import { Field } from "../part/field.tsx";
import type { RuleDraft } from "./rule-draft.ts";

type Query = RuleDraft["queries"][number];

interface QueryFieldProps {
  readonly label: string;
  readonly name: string;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
}

/** One query of a rule; a check of the product's own runs is only shown. */
export function QueryField({ label, name, query, onChange }: QueryFieldProps) {
  const { query: text, check } = query;
  const help =
    check === undefined
      ? "J1QL. {{days}} stands for the value of a parameter days."
      : `A check of the product's own runs: ${check}.`;
  return (
    <Field label={label} help={help} isRequired>
      {(attributes) => (
        <textarea
          {...attributes}
          className="code-field"
          name={name}
          rows={rowsFor(text ?? "")}
          spellCheck={false}
          readOnly={check !== undefined}
          value={text ?? check ?? ""}
          onChange={({ currentTarget }) => onChange({ ...query, query: currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** Lines enough for the text, within reason. */
function rowsFor(text: string): number {
  return Math.min(14, Math.max(4, text.split("\n").length + 2));
}
