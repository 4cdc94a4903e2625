import { Field } from "../part/field.tsx";
import { ParameterFields } from "../part/parameter-fields.tsx";
import { QueryField } from "./query-field.tsx";
import { parametersOf, type RuleFieldsProps } from "./rule-draft.ts";

/** What a rule asks, and when that is worth an alert. */
export function QueryFields({ draft, onChange }: RuleFieldsProps) {
  const { queries, condition } = draft;
  return (
    <>
      {queries.map((query, index) => (
        <QueryField
          key={index}
          label={queries.length === 1 ? "Query" : (query.name ?? `query${index}`)}
          name={`query${index}`}
          query={query}
          onChange={(changed) => onChange({ queries: queries.with(index, changed) })}
        />
      ))}
      <ParameterFields
        names={parametersOf(draft)}
        values={draft.parameters}
        onChange={(parameters) => onChange({ parameters })}
      />
      <Field
        label="Condition"
        help="Such as {{queries.query0.total > 10}}. Empty: as soon as the first query finds something."
      >
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            name="condition"
            spellCheck={false}
            value={condition}
            onChange={({ currentTarget }) => onChange({ condition: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
