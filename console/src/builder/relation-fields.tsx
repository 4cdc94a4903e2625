import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import type { Direction } from "../../../src/j1ql/syntax.ts";
import { directionsFrom, verbsFrom } from "./choices.ts";
import type { Relation } from "./draft.ts";
import { Pick } from "./pick.tsx";

interface RelationFieldsProps {
  readonly relation: Relation;
  /** The types of the step before. */
  readonly from: ReadonlySet<string>;
  readonly catalogue: Catalogue;
  readonly onChange: (relation: Relation) => void;
}

const directions: Readonly<Record<Direction, string>> = {
  either: "either way",
  out: "→ from it",
  in: "← to it",
};

const anyVerb = "RELATES TO";

/** How a step follows from the one before: only by relationships that the graph has there. */
export function RelationFields({ relation, from, catalogue, onChange }: RelationFieldsProps) {
  const { verb, direction, negated } = relation;
  const known = verbsFrom(from, catalogue).map(({ verb: name, count }) => {
    return { value: name, label: `${name} (${count.toLocaleString("en")})` };
  });
  const verbs = [...known, { value: anyVerb, label: "is related to, in any way" }];
  const ways = directionsFrom(from, verb, catalogue);
  return (
    <div className="builder-relation">
      <Pick
        label="that"
        isNamed
        value={verb?.toUpperCase() ?? anyVerb}
        options={verbs}
        onPick={(chosen) =>
          onChange({ ...relation, verb: chosen === anyVerb ? null : chosen, direction: "either" })
        }
      />
      <Pick
        label="Direction"
        value={direction}
        options={(["either", "out", "in"] as const)
          .filter((way) => ways.includes(way) || way === direction)
          .map((way) => ({ value: way, label: directions[way] }))}
        onPick={(chosen) =>
          onChange({ ...relation, direction: ways.find((way) => way === chosen) ?? "either" })
        }
      />
      <label className="builder-check">
        <input
          type="checkbox"
          checked={negated}
          onChange={({ currentTarget }) =>
            onChange({ ...relation, negated: currentTarget.checked })
          }
        />
        there is none
      </label>
    </div>
  );
}
