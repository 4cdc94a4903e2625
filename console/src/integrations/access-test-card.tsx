import { Icon } from "../part/icon.tsx";
import type { AccessTest } from "./access-test.ts";

const words = {
  granted: "granted",
  missing: "missing",
  unavailable: "not available",
  failed: "could not be tested",
} as const;

/** What a test of a connection found: each permission, what is wrong with it, and what to do. */
export function AccessTestCard({ test }: { readonly test: AccessTest }) {
  const { ok, summary, sources } = test;
  return (
    <section
      className="access-test"
      data-ok={ok ? "" : undefined}
      role={ok ? "status" : "alert"}
      aria-label="What the test found"
    >
      <h3>
        <Icon name={ok ? "check" : "warning"} /> {summary}
      </h3>
      <ul>
        {sources.map(({ source, state, permission, api, without, problem, howToGrant }) => (
          <li key={source} data-state={state}>
            <b>{source.replaceAll("_", " ")}</b>
            <span className="access-state">{words[state]}</span>
            <span className="muted">
              {permission} ({api})
            </span>
            {state !== "granted" && (
              <p>
                {problem} Without it: {without} {howToGrant}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
