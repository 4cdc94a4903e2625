import { Link } from "@tanstack/react-router";
import { readable } from "../part/format.ts";
import { type EvidenceRow, isRecord } from "./evidence-row.ts";

interface EvidenceCellProps {
  readonly name: string;
  readonly row: EvidenceRow;
}

/** A value of a result; an entity's name leads to its page. */
export function EvidenceCell({ name, row }: EvidenceCellProps) {
  const value = row[name];
  if (isRecord(value)) return <EntityLink entity={value} />;
  if (name === "displayName" && typeof row["_key"] === "string") return <EntityLink entity={row} />;
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return readable(name, value);
  return "–";
}

function EntityLink({ entity }: { readonly entity: EvidenceRow }) {
  const { displayName, _key: key } = entity;
  const name = typeof displayName === "string" && displayName !== "" ? displayName : String(key);
  if (typeof key !== "string" || "_fromEntityKey" in entity) return name;
  return (
    <Link to="/entity" search={{ key }}>
      {name}
    </Link>
  );
}
