import type { Value } from "../../../src/j1ql/result.ts";
import { Breakable } from "./breakable.tsx";
import { readable } from "./format.ts";

interface ValueTextProps {
  readonly name: string;
  readonly value: Value;
}

/** A property's value as text; an address as a link that tells the other side nothing of this page. */
export function ValueText({ name, value }: ValueTextProps) {
  if (typeof value === "string" && value.startsWith("https://"))
    return (
      <a href={value} target="_blank" rel="noopener noreferrer">
        <Breakable text={value} />
      </a>
    );
  return <Breakable text={readable(name, value) || "–"} />;
}
