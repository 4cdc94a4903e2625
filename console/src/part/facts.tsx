import { useState } from "react";
import type { Value } from "../../../src/j1ql/result.ts";
import { Breakable } from "./breakable.tsx";
import { ValueText } from "./value-text.tsx";

/** A name and what it is. */
export type Fact = readonly [name: string, value: Value];

interface FactsProps {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** More than this many wait for a press. */
  readonly most?: number;
  readonly asHeading?: "h2" | "h3";
}

/** Names and values, those that say nothing left out. */
export function Facts(props: FactsProps) {
  const { title, facts, most = Number.POSITIVE_INFINITY, asHeading: Heading = "h3" } = props;
  const [all, setAll] = useState(false);
  const told = facts.filter(([, value]) => value !== null && value !== "");
  const shown = all ? told : told.slice(0, most);
  if (told.length === 0) return null;
  return (
    <section className="facts">
      <Heading>{title}</Heading>
      <dl>
        {shown.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>
              <Breakable text={name} />
            </dt>
            <dd>
              <ValueText name={name} value={value} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < told.length && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          Show all {told.length}
        </button>
      )}
    </section>
  );
}
