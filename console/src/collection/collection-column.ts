/** How a property's value is shown. */
export type CellLook = "text" | "level" | "age" | "moment" | "flag" | "number" | "list";

/** A column that is a property of the entity. */
export interface CollectionColumn {
  readonly property: string;
  readonly header: string;
  readonly width: number;
  readonly grow?: number;
  readonly look?: CellLook;
}
