import { Link } from "@tanstack/react-router";
import type { Slice } from "./slice.ts";

/** Numbers side by side, each as long as it is large. */
export function Bars({ slices }: { readonly slices: readonly Slice[] }) {
  const most = Math.max(1, ...slices.map(({ value }) => value));
  return (
    <ul className="bars">
      {slices.map(({ label, value, tone, path, search }) => (
        <li key={label}>
          <Link to={path} search={search} className="bar-link">
            <span className="bar-label" title={label}>
              {label}
            </span>
            <span className="bar-track" aria-hidden="true">
              <span
                className="bar"
                data-tone={tone}
                style={{ width: `${Math.max(1, (value / most) * 100)}%` }}
              />
            </span>
            <span className="slice-value">{value.toLocaleString("en")}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
