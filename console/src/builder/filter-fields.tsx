import { useId, useState } from "react";
import type { PropertyKinds } from "../../../src/j1ql/catalogue.ts";
import type { Operator } from "../../../src/j1ql/syntax.ts";
import { valueKindOf } from "./choices.ts";
import type { Filter, FilterValue } from "./draft.ts";
import { Pick } from "./pick.tsx";
import { SmallButton } from "../part/small-button.tsx";
import { useKnownValues } from "./use-known-values.ts";
import { isWhole } from "./write-draft.ts";

interface FilterFieldsProps {
  /** What the filter is about: a class or a type. */
  readonly what: string;
  readonly filter: Filter;
  readonly properties: ReadonlyMap<string, PropertyKinds>;
  readonly onChange: (filter: Filter) => void;
  readonly onRemove: () => void;
}

const operators: Readonly<Record<Operator, string>> = {
  "=": "is",
  "!=": "is not",
  "~=": "contains",
  "!~=": "does not contain",
  "^=": "starts with",
  "!^=": "does not start with",
  "$=": "ends with",
  "!$=": "does not end with",
  ">": "is greater than",
  ">=": "is at least",
  "<": "is less than",
  "<=": "is at most",
};

const operatorOptions = Object.entries(operators).map(([value, label]) => ({ value, label }));

const kinds: Readonly<Record<FilterValue["kind"], string>> = {
  text: "a text",
  number: "a number",
  boolean: "yes or no",
  expression: "J1QL",
};

const kindOptions = Object.entries(kinds).map(([value, label]) => ({ value, label }));

/** One condition: a property, an operator, a value. */
export function FilterFields(props: FilterFieldsProps) {
  const { filter, properties, onChange, onRemove } = props;
  const { property, operator, value } = filter;
  const options = [...properties.keys()].map((name) => ({ value: name, label: name }));
  function choose(name: string): void {
    const kind = valueKindOf(properties.get(name));
    const text = kind === "boolean" ? "true" : "";
    onChange({ ...filter, property: name, value: { kind, text } });
  }
  const about = property === "" ? "the new filter" : property;
  return (
    <li className="builder-filter">
      <Pick label="Property" value={property} options={options} onPick={choose} />
      <Pick
        label={`How ${about} is compared`}
        value={operator}
        options={operatorOptions}
        onPick={(chosen) => isOperator(chosen) && onChange({ ...filter, operator: chosen })}
      />
      <ValueField {...props} />
      <Pick
        label={`What ${about} is compared with`}
        value={value.kind}
        options={kindOptions}
        onPick={(kind) => onChange({ ...filter, value: valueAs(kind, value) })}
      />
      <SmallButton label={`Remove the filter on ${about}`} icon="close" onPress={onRemove} />
      {!isWhole(filter) && <p className="builder-note">{lackOf(filter)}</p>}
    </li>
  );
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(operators, text);
}

function valueAs(kind: string, { text }: FilterValue): FilterValue {
  switch (kind) {
    case "boolean":
      return { kind, text: text === "false" ? "false" : "true" };
    case "number":
    case "expression":
      return { kind, text };
    default:
      return { kind: "text", text };
  }
}

/** Why a filter does not count yet. */
function lackOf({ property, value: { kind, text } }: Filter): string {
  if (property === "") return "Choose a property; until then this filter does not count.";
  if (text.trim() === "") return "Give a value; until then this filter does not count.";
  if (kind === "number") return "This is no number, so this filter does not count.";
  return "This is no J1QL value, such as date.now - 7 days or ('a' OR 'b'), so this filter does not count.";
}

function ValueField({ what, filter, onChange }: FilterFieldsProps) {
  const { property, value } = filter;
  const id = useId();
  const [isAsked, setAsked] = useState(false);
  const known = useKnownValues(what, property, isAsked && value.kind !== "expression");
  const change = (text: string): void => onChange({ ...filter, value: { ...value, text } });
  if (value.kind === "boolean")
    return (
      <Pick
        label={`Value of ${property}`}
        value={value.text}
        options={[
          { value: "true", label: "yes" },
          { value: "false", label: "no" },
        ]}
        onPick={change}
      />
    );
  return (
    <label className="builder-pick builder-value">
      <span className="visually-hidden">Value of {property || "the new filter"}</span>
      <input
        type="text"
        list={id}
        spellCheck={false}
        autoComplete="off"
        value={value.text}
        aria-invalid={!isWhole(filter) && value.text !== ""}
        onFocus={() => setAsked(true)}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      <datalist id={id}>
        {known.map(({ value: text, count }) => (
          <option key={text} value={text}>
            {count.toLocaleString("en")}
          </option>
        ))}
      </datalist>
    </label>
  );
}
