import { Link } from "@tanstack/react-router";
import type { Slice } from "./slice.ts";

interface DonutProps {
  readonly slices: readonly Slice[];
  /** What is counted. */
  readonly unit: string;
}

const radius = 42;
const round = 2 * Math.PI * radius;

/** Parts of a whole as a ring, and as a list that says the same. */
export function Donut({ slices, unit }: DonutProps) {
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const arcs = slices.map(({ label, value, tone }) => {
    const length = total === 0 ? 0 : (value / total) * round;
    const arc = { label, tone, length, offset: -before };
    before += length;
    return arc;
  });
  return (
    <div className="donut">
      <svg viewBox="0 0 112 112" aria-hidden="true">
        <circle className="donut-ground" cx="56" cy="56" r={radius} />
        {arcs.map(({ label, tone, length, offset }) => (
          <circle
            key={label}
            className="donut-arc"
            data-tone={tone}
            cx="56"
            cy="56"
            r={radius}
            strokeDasharray={`${Math.max(0, length - 1.5)} ${round}`}
            strokeDashoffset={offset}
            transform="rotate(-90 56 56)"
          />
        ))}
        <text x="56" y="56" className="donut-total">
          {total.toLocaleString("en")}
        </text>
        <text x="56" y="70" className="donut-unit">
          {unit}
        </text>
      </svg>
      <ul>
        {slices.map(({ label, value, tone, path, search }) => (
          <li key={label}>
            <Link to={path} search={search} className="slice-link">
              <span className="swatch" data-tone={tone} aria-hidden="true" />
              <span className="slice-label">{label}</span>
              <span className="slice-value">{value.toLocaleString("en")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
