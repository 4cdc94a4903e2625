interface SparklineProps {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** A value for each moment; `undefined` where none is known. */
  readonly values: readonly (number | undefined)[];
}

const size = { width: 240, height: 48 };

/** How a number went, as a line; where nothing is known it is broken. */
export function Sparkline({ label, values }: SparklineProps) {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (index: number): number => 3 + (index / (values.length - 1)) * (size.width - 6);
  const y = (value: number): number =>
    size.height - 5 - ((value - least) / Math.max(1, most - least)) * (size.height - 10);
  const path = values
    .map((value, index) => {
      if (value === undefined) return "";
      const begins = index === 0 || values[index - 1] === undefined;
      return `${begins ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
  const last = known.at(-1) ?? 0;
  const said = `${label}: from ${known[0]} to ${last}`;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={said}
    >
      <path d={path} />
      <circle cx={x(values.lastIndexOf(last))} cy={y(last)} r="3" />
    </svg>
  );
}
