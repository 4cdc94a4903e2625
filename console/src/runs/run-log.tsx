import { useState } from "react";
import { CopyButton } from "../part/copy-button.tsx";
import type { RunEvent } from "./use-run.ts";

const levels = ["info", "warning", "error"] as const;

const times = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** What happened in a run, from a level on. */
export function RunLog({ events }: { readonly events: readonly RunEvent[] }) {
  const [least, setLeast] = useState<RunEvent["level"]>("info");
  const shown = events.filter(({ level }) => levels.indexOf(level) >= levels.indexOf(least));
  const text = shown.map(({ happenedOn, level, text: said }) => {
    return `${new Date(happenedOn).toISOString()} ${level} ${said}`;
  });
  return (
    <section className="card run-log" aria-label="Log">
      <div className="page-head">
        <h2>Log</h2>
        <div className="chips" role="group" aria-label="From level">
          {levels.map((level) => (
            <button
              key={level}
              type="button"
              className="chip"
              aria-pressed={level === least}
              onClick={() => setLeast(level)}
            >
              {level}
            </button>
          ))}
        </div>
        <CopyButton label="Copy" text={text.join("\n")} />
      </div>
      {shown.length === 0 && <p className="muted">Nothing of this level.</p>}
      <ol tabIndex={0}>
        {shown.map(({ id, happenedOn, level, step, text: said }) => (
          <li key={id} data-level={level}>
            <time>{times.format(happenedOn)}</time> <span className="run-log-level">{level}</span>{" "}
            {step !== null && <span className="muted">{step.replaceAll("_", " ")}</span>} {said}
          </li>
        ))}
      </ol>
    </section>
  );
}
