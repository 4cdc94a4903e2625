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
  if (look === "fact" || look === "flag") return <Truth value={value} look={look} />;
  if (look === "age" && typeof value === "number" && isMoment(name, value))
    return <span title={moment(value)}>{ago(value, now())}</span>;
  const text = readable(name, value);
  return <span title={text.length > 24 ? text : undefined}>{text}</span>;
}

interface TruthProps {
  readonly value: Value;
  readonly look: "fact" | "flag";
}

function Truth({ value, look }: TruthProps) {
  if (look === "fact") return <span>{value === true ? "yes" : "no"}</span>;
  return value === true ? <b className="flag">yes</b> : <span className="muted">no</span>;
}
