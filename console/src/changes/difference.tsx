import type { ChangeView } from "../../../src/service/desk.ts";
import { readable } from "../part/format.ts";

type PropertyChange = ChangeView["properties"][string];

interface DifferenceProps {
  readonly name: string;
  readonly change: PropertyChange | undefined;
}

/** How a property was and how it is; of lists, what came and what went. */
export function Difference({ name, change }: DifferenceProps) {
  if (change === undefined) return null;
  const { before, after } = change;
  const [gone, come] =
    Array.isArray(before) && Array.isArray(after)
      ? [without(before, after), without(after, before)]
      : [said(name, before), said(name, after)];
  return (
    <div className="difference">
      <span className="difference-name">{name}</span>
      {gone !== "" && (
        <del>
          <span className="visually-hidden">was </span>
          {gone}
        </del>
      )}
      {come !== "" && (
        <ins>
          <span className="visually-hidden">is </span>
          {come}
        </ins>
      )}
    </div>
  );
}

function without(list: readonly unknown[], other: readonly unknown[]): string {
  return list
    .filter((item) => !other.includes(item))
    .map(String)
    .join(", ");
}

function said(name: string, value: PropertyChange["before"]): string {
  return value === undefined || value === null ? "" : readable(name, value);
}
