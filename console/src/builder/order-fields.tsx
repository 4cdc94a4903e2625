import { printExpression } from "../../../src/j1ql/print-expression.ts";
import { AddButton } from "./add-button.tsx";
import { type Column, type Draft, nameOf, type OrderKey } from "./draft.ts";
import { Pick } from "./pick.tsx";
import { SmallButton } from "../part/small-button.tsx";
import { pathOf } from "./written-value.ts";

interface OrderFieldsProps {
  readonly draft: Draft;
  readonly properties: readonly (readonly string[])[];
  readonly onChange: (draft: Draft) => void;
}

/** What the rows are sorted by. */
export function OrderFields({ draft, properties, onChange }: OrderFieldsProps) {
  const { order } = draft;
  const options = sortable(draft, properties).map((text) => ({ value: text, label: text }));
  const set = (next: readonly OrderKey[]): void => onChange({ ...draft, order: next });
  return (
    <>
      {order.length > 0 && (
        <ul className="builder-filters" aria-label="Sorted by">
          {order.map((key, index) => (
            <li key={key.text} className="builder-column">
              <Pick
                label={`Sorted by, ${index + 1}`}
                value={key.text}
                options={options}
                onPick={(text) => set(order.with(index, { ...key, text }))}
              />
              <Pick
                label={`Order of ${key.text}`}
                value={key.descending ? "down" : "up"}
                options={[
                  { value: "up", label: "ascending" },
                  { value: "down", label: "descending" },
                ]}
                onPick={(way) => set(order.with(index, { ...key, descending: way === "down" }))}
              />
              <SmallButton
                label={`Do not sort by ${key.text}`}
                icon="close"
                onPress={() => set(order.filter((one) => one !== key))}
              />
            </li>
          ))}
        </ul>
      )}
      <AddKey options={options.map(({ value }) => value)} order={order} onChange={set} />
    </>
  );
}

interface AddKeyProps {
  readonly options: readonly string[];
  readonly order: readonly OrderKey[];
  readonly onChange: (order: readonly OrderKey[]) => void;
}

function AddKey({ options, order, onChange }: AddKeyProps) {
  const free = options.find((text) => order.every((key) => key.text !== text));
  if (free === undefined) return null;
  return (
    <AddButton onPress={() => onChange([...order, { text: free, descending: false }])}>
      + Sort
    </AddButton>
  );
}

/** What rows can be sorted by: the columns, or the properties of what the first step finds. */
function sortable(draft: Draft, properties: readonly (readonly string[])[]): readonly string[] {
  if (draft.returns === "columns")
    return draft.columns.flatMap((column) => columnText(column, draft));
  const [first] = draft.steps;
  if (first === undefined || first.what === "*" || first.what === "") return [];
  const names = (properties[0] ?? []).toSorted(
    (a, b) => Number(b === "displayName") - Number(a === "displayName"),
  );
  return names.map((name) => printExpression(pathOf(name, nameOf(first))));
}

function columnText(column: Column, { steps }: Draft): string[] {
  if (column.label !== null && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(column.label))
    return [column.label];
  if (column.kind === "free") return [column.text];
  const step = steps.find(({ id }) => id === column.step);
  if (step === undefined || column.property === "*") return [];
  const path = printExpression(pathOf(column.property, nameOf(step)));
  return [column.aggregate === null ? path : `${column.aggregate.toUpperCase()}(${path})`];
}
