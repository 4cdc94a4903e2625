import { AddButton } from "./add-button.tsx";
import { withColumn, withName } from "./change-draft.ts";
import { type Column, type Draft, nameOf, type OwnColumn } from "./draft.ts";
import { Pick, type PickOption } from "./pick.tsx";
import { aggregates } from "./read-columns.ts";
import { SmallButton } from "../part/small-button.tsx";

interface ColumnFieldsProps {
  readonly draft: Draft;
  readonly properties: readonly (readonly string[])[];
  readonly onChange: (draft: Draft) => void;
}

const said = {
  count: "number of",
  sum: "sum of",
  min: "least",
  max: "greatest",
  avg: "average of",
};

const ways: readonly PickOption[] = [
  { value: "", label: "each" },
  ...aggregates.map((name) => ({ value: name, label: said[name] })),
];

/** The columns of the answer, in their order. */
export function ColumnFields({ draft, properties, onChange }: ColumnFieldsProps) {
  const { columns, steps } = draft;
  const [first] = steps;
  function replace(column: Column): void {
    const next = columns.map((one) => (one.id === column.id ? column : one));
    const changed = { ...draft, columns: next };
    onChange(column.kind === "own" ? withName(changed, column.step) : changed);
  }
  return (
    <>
      <ul className="builder-filters" aria-label="Columns">
        {columns.map((column, index) => (
          <li key={column.id} className="builder-column">
            {column.kind === "free" && <code className="builder-free">{column.text}</code>}
            {column.kind === "own" && (
              <OwnColumnFields
                column={column}
                number={index + 1}
                draft={draft}
                properties={properties}
                onChange={replace}
              />
            )}
            <Heading column={column} number={index + 1} onChange={replace} />
            <SmallButton
              label={`Remove column ${index + 1}`}
              icon="close"
              onPress={() => onChange({ ...draft, columns: columns.toSpliced(index, 1) })}
            />
          </li>
        ))}
      </ul>
      <AddButton
        onPress={() => first !== undefined && onChange(withColumn(draft, first.id, "displayName"))}
      >
        + Column
      </AddButton>
    </>
  );
}

interface HeadingProps {
  readonly column: Column;
  readonly number: number;
  readonly onChange: (column: Column) => void;
}

function Heading({ column, number, onChange }: HeadingProps) {
  return (
    <label className="builder-pick">
      <span className="visually-hidden">Heading of column {number}</span>
      <input
        type="text"
        placeholder="heading"
        value={column.label ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...column, label: value === "" ? null : value })
        }
      />
    </label>
  );
}

interface OwnColumnFieldsProps {
  readonly column: OwnColumn;
  readonly number: number;
  readonly draft: Draft;
  readonly properties: readonly (readonly string[])[];
  readonly onChange: (column: Column) => void;
}

function OwnColumnFields(props: OwnColumnFieldsProps) {
  const { column, number, draft, properties, onChange } = props;
  const { steps } = draft;
  const own = properties[steps.findIndex(({ id }) => id === column.step)] ?? [];
  const options = [
    { value: "", label: column.aggregate === null ? "the whole entity" : "entities" },
    ...own.map((name) => ({ value: name, label: name })),
  ];
  return (
    <>
      <Pick
        label={`What column ${number} tells`}
        value={column.aggregate ?? ""}
        options={ways}
        onPick={(chosen) => {
          const aggregate = aggregates.find((name) => name === chosen) ?? null;
          const property = aggregate === "count" ? "" : column.property;
          onChange({ ...column, aggregate, property });
        }}
      />
      <Pick
        label={`Whose column ${number} is`}
        value={String(column.step)}
        options={steps.map((step, index) => ({
          value: String(step.id),
          label: `${index + 1}: ${nameOf(step)}`,
        }))}
        onPick={(chosen) => onChange({ ...column, step: Number(chosen), property: "displayName" })}
      />
      <Pick
        label={`Property of column ${number}`}
        value={column.property}
        options={options}
        onPick={(property) => onChange({ ...column, property })}
      />
    </>
  );
}
