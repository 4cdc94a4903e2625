import type { SlotNumber } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Needs } from "./needs.ts";
import { propertyTerm, type Row } from "./property.ts";
import { nothing, type Term, type TermKind } from "./term.ts";

/** How a slot is read at some place of a statement. */
export interface SlotRef {
  readonly id: string;
  property(name: string): Term;
}

/** A column that stands for a property of a slot. */
export interface PropertyColumn {
  readonly property: string;
  readonly kind: TermKind;
  readonly sql: string;
  readonly name: string;
}

/** The columns of `relationship` that may be read. */
export function relationshipColumns({ plan }: Context): readonly string[] {
  return plan.deleted ? [...versionedColumns, "end_on"] : versionedColumns;
}

const versionedColumns: readonly string[] = [
  "id",
  "instance_id",
  "type",
  "verb",
  "from_id",
  "to_id",
  "properties",
  "version",
  "created_on",
  "begin_on",
];

/** The properties that are read of an entity, each computed where the entity is read: before anything multiplies. */
export function entityColumns(context: Context, row: Row, needs: Needs): readonly PropertyColumn[] {
  return [...(needs.get(row.slot) ?? [])].map((property, index) => {
    const { kind, sql } = propertyTerm(context, row, property);
    return { property, kind, sql, name: `p${index}` };
  });
}

/** A row read whole: its properties are computed where they are used. */
export function rowRef(context: Context, row: Row): SlotRef {
  return {
    id: `${row.alias}.id`,
    property: (name) => propertyTerm(context, row, name),
  };
}

/** A column that an optional group hands on. */
export interface ExportedColumn {
  readonly slot: SlotNumber;
  /** `null` is the slot's id. */
  readonly property: string | null;
  readonly kind: TermKind;
  readonly sql: string;
  readonly name: string;
}

/** What an optional group hands on of the slots in it. */
export function exportedColumns(
  refs: ReadonlyMap<SlotNumber, SlotRef>,
  needs: Needs,
): readonly ExportedColumn[] {
  return [...refs].flatMap(([slot, ref]) => {
    const names = needs.get(slot);
    if (names === undefined) return [];
    const id: ExportedColumn = {
      slot,
      property: null,
      kind: "text",
      sql: ref.id,
      name: `s${slot}`,
    };
    const properties = [...names].map((property, index): ExportedColumn => {
      const { kind, sql } = ref.property(property);
      return { slot, property, kind, sql, name: `s${slot}_p${index}` };
    });
    return [id, ...properties];
  });
}

/** How the slots of an optional group are read outside it. */
export function importedRefs(
  exported: readonly ExportedColumn[],
  group: string,
): ReadonlyMap<SlotNumber, SlotRef> {
  const ids = exported.filter(({ property }) => property === null);
  return new Map(
    ids.map(({ slot, name }): [SlotNumber, SlotRef] => [
      slot,
      {
        id: `${group}.${name}`,
        property: (asked) => {
          const column = exported.find((one) => one.slot === slot && one.property === asked);
          if (column === undefined) return nothing;
          return { kind: column.kind, sql: `${group}.${column.name}` };
        },
      },
    ]),
  );
}
