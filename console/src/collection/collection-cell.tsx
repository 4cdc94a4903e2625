import type { Value } from "../../../src/j1ql/result.ts";
import { useWorld } from "../app/world.ts";
import { Level } from "../part/level.tsx";
import { ago, isMoment, moment, readable } from "../part/format.ts";
import type { CellLook } from "./collection-column.ts";

interface CollectionCellProps {
  readonly name: string;
  readonly value: Value;
  readonly look: CellLook | undefined;
}

/** A property in a list. */
export function CollectionCell({ name, value, look }: CollectionCellProps) {
  const { now } = useWorld();
  if (value === null || value === "") return <span className="muted">–</span>;
  if (look === "level") return <Level value={readable(name, value)} />;
  if (look === "flag") return <Flag value={value} />;
  if (look === "age" && typeof value === "number" && isMoment(name, value))
    return <span title={moment(value)}>{ago(value, now())}</span>;
  const text = readable(name, value);
  return <span title={text.length > 24 ? text : undefined}>{text}</span>;
}

function Flag({ value }: { readonly value: Value }) {
  return value === true ? <b className="flag">yes</b> : <span className="muted">no</span>;
}
