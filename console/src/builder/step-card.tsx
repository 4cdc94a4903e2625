import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import { AddButton } from "./add-button.tsx";
import { related, withFilter } from "./change-draft.ts";
import { propertiesOf, reachedBy, thingsOf } from "./choices.ts";
import type { Step } from "./draft.ts";
import { FilterFields } from "./filter-fields.tsx";
import { Pick, type PickOption } from "./pick.tsx";
import { RelationFields } from "./relation-fields.tsx";
import { SmallButton } from "../part/small-button.tsx";

/** Where a step stands in the draft. */
interface StepPlace {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** The types of the step before; nothing for the first. */
  readonly before: ReadonlySet<string> | undefined;
  readonly types: ReadonlySet<string>;
  readonly catalogue: Catalogue;
}

interface StepCardProps {
  readonly step: Step;
  readonly place: StepPlace;
  readonly onChange: (step: Step) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** A step: how it follows, what it finds, what must hold of it. */
export function StepCard({ step, place, onChange, onMove, onRemove }: StepCardProps) {
  const { before, catalogue, number, of } = place;
  const { relation, what } = step;
  const among =
    relation === null || before === undefined ? undefined : reachedBy(relation, before, catalogue);
  const name = `Step ${number}`;
  return (
    <li
      className="builder-card"
      tabIndex={-1}
      aria-label={`${name}: ${what === "*" ? "anything" : what}`}
    >
      <div className="builder-card-head">
        <b>{name}</b>
        <SmallButton
          label={`Move ${name} to the left`}
          icon="right"
          isMirrored
          disabled={number === 1}
          onPress={() => onMove(-1)}
        />
        <SmallButton
          label={`Move ${name} to the right`}
          icon="right"
          disabled={number === of}
          onPress={() => onMove(1)}
        />
        <SmallButton label={`Remove ${name}`} icon="close" disabled={of === 1} onPress={onRemove} />
      </div>
      {relation !== null && before !== undefined && (
        <RelationFields
          relation={relation}
          from={before}
          catalogue={catalogue}
          onChange={(next) => onChange(related(step, next, { types: before, catalogue }))}
        />
      )}
      <Pick
        label={relation === null ? "Find" : "What"}
        isNamed
        value={what}
        options={thingOptions(catalogue, among)}
        onPick={(chosen) => onChange({ ...step, what: chosen })}
      />
      <Filters step={step} place={place} onChange={onChange} />
    </li>
  );
}

/** Classes first: most questions are about one. */
function thingOptions(
  catalogue: Catalogue,
  among: ReadonlySet<string> | undefined,
): readonly PickOption[] {
  const things = thingsOf(catalogue, among).toSorted((a, b) => a.kind.localeCompare(b.kind));
  return [
    { value: "*", label: "anything" },
    ...things.map(({ name, kind, count }) => ({
      value: name,
      label: `${name} (${count.toLocaleString("en")})`,
      group: kind === "class" ? "Classes" : "Types",
    })),
  ];
}

type FiltersProps = Omit<StepCardProps, "onMove" | "onRemove">;

function Filters({ step, place, onChange }: FiltersProps) {
  const { filters, joiner, what } = step;
  const properties = propertiesOf(place.types, place.catalogue);
  return (
    <>
      {filters.length > 1 && (
        <Pick
          label="of which"
          isNamed
          value={joiner}
          options={[
            { value: "and", label: "all of these hold" },
            { value: "or", label: "any of these holds" },
          ]}
          onPick={(chosen) => onChange({ ...step, joiner: chosen === "or" ? "or" : "and" })}
        />
      )}
      {filters.length > 0 && (
        <ul className="builder-filters" aria-label={`Filters of step ${place.number}`}>
          {filters.map((filter) => (
            <FilterFields
              key={filter.id}
              what={what}
              filter={filter}
              properties={properties}
              onChange={(next) =>
                onChange({
                  ...step,
                  filters: filters.map((one) => (one.id === next.id ? next : one)),
                })
              }
              onRemove={() =>
                onChange({ ...step, filters: filters.filter((one) => one !== filter) })
              }
            />
          ))}
        </ul>
      )}
      <AddButton onPress={() => onChange(withFilter(step))}>
        + Filter<span className="visually-hidden"> for step {place.number}</span>
      </AddButton>
    </>
  );
}
