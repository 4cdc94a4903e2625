import { withColumn } from "./change-draft.ts";
import type { Draft } from "./draft.ts";
import { ColumnFields } from "./column-fields.tsx";
import { OrderFields } from "./order-fields.tsx";
import { Pick } from "./pick.tsx";
import { SmallButton } from "../part/small-button.tsx";
import { conditionOf } from "./written-value.ts";

interface ResultCardProps {
  readonly draft: Draft;
  /** The properties of each step, in the order of the steps. */
  readonly properties: readonly (readonly string[])[];
  readonly onChange: (draft: Draft) => void;
}

const returns: Readonly<Record<Draft["returns"], string>> = {
  entities: "what the first step finds",
  tree: "everything on the way, as a graph",
  columns: "columns of my choice",
};

const returnOptions = Object.entries(returns).map(([value, label]) => ({ value, label }));

/** What is told of what the steps find: in which columns, in which order, how much of it. */
export function ResultCard({ draft, properties, onChange }: ResultCardProps) {
  const [first] = draft.steps;
  function tell(chosen: string): void {
    if (chosen === "tree" || chosen === "entities") onChange({ ...draft, returns: chosen });
    else if (draft.columns.length > 0) onChange({ ...draft, returns: "columns" });
    else if (first !== undefined) onChange(withColumn(draft, first.id, "displayName"));
  }
  return (
    <li className="builder-card" tabIndex={-1} aria-label="Answer">
      <div className="builder-card-head">
        <b>Answer</b>
      </div>
      <ConditionField
        label="Where"
        text={draft.where}
        onChange={(where) => onChange({ ...draft, where })}
      />
      <Pick label="Tell" isNamed value={draft.returns} options={returnOptions} onPick={tell} />
      {draft.returns === "columns" && (
        <ColumnFields draft={draft} properties={properties} onChange={onChange} />
      )}
      <ConditionField
        label="Having"
        text={draft.having}
        onChange={(having) => onChange({ ...draft, having })}
      />
      {draft.returns !== "tree" && (
        <OrderFields draft={draft} properties={properties} onChange={onChange} />
      )}
      <LimitField draft={draft} onChange={onChange} />
      {draft.returns === "columns" && (
        <label className="builder-check">
          <input
            type="checkbox"
            checked={draft.unique}
            onChange={({ currentTarget }) => onChange({ ...draft, unique: currentTarget.checked })}
          />
          Each row once
        </label>
      )}
    </li>
  );
}

interface ConditionFieldProps {
  readonly label: string;
  readonly text: string | null;
  readonly onChange: (text: string | null) => void;
}

/** A condition that is about more than one step: J1QL, where a query has one. */
function ConditionField({ label, text, onChange }: ConditionFieldProps) {
  if (text === null) return null;
  const isWrong = conditionOf(text) === null;
  return (
    <div className="builder-column">
      <label className="builder-pick">
        <span>{label}</span>
        <input
          type="text"
          spellCheck={false}
          value={text}
          aria-invalid={isWrong}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </label>
      <SmallButton label={`Remove ${label}`} icon="close" onPress={() => onChange(null)} />
      {isWrong && (
        <p className="builder-note">This is no J1QL condition, so it does not count yet.</p>
      )}
    </div>
  );
}

function LimitField({ draft, onChange }: Omit<ResultCardProps, "properties">) {
  return (
    <label className="builder-pick">
      <span>At most</span>
      <input
        type="number"
        min={1}
        placeholder="all"
        value={draft.limit ?? ""}
        onChange={({ currentTarget }) => {
          const limit = Math.floor(currentTarget.valueAsNumber);
          onChange({ ...draft, limit: limit >= 1 ? limit : null });
        }}
      />
    </label>
  );
}
