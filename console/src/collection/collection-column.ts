/** How a property's value is shown. `flag`: a yes deserves a look; `fact`: a yes is as good as a no. */
export type CellLook = "text" | "level" | "age" | "moment" | "flag" | "fact" | "number" | "list";

/** A column that is a property of the entity. */
export interface CollectionColumn {
  readonly property: string;
  readonly header: string;
  readonly width: number;
  readonly grow?: number;
  readonly look?: CellLook;
}
