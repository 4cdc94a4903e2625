/** Words that stand for a degree, with the look of each. */
const looks: Readonly<Record<string, string>> = {
  critical: "critical",
  high: "high",
  medium: "medium",
  low: "low",
  informational: "low",
  info: "low",
  none: "none",
};

/** A degree: its word with a bar as long as it is high, so that it is not said by colour alone. */
export function Level({ value }: { readonly value: string }) {
  const look = looks[value.toLowerCase()];
  if (look === undefined) return value;
  return (
    <span className="level" data-level={look}>
      <span className="level-bar" aria-hidden="true" />
      {value}
    </span>
  );
}
