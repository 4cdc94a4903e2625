import { Link } from "@tanstack/react-router";
import { Asked } from "../part/asked.tsx";
import { Severity } from "../part/severity.tsx";
import { useTemplates } from "./use-rules.ts";

/** The rules that ship and are off. */
export function Templates() {
  return (
    <Asked asked={useTemplates()}>
      {(templates) => (
        <section>
          <h2 className="section-head">Templates</h2>
          <ul className="question-list">
            {templates
              .filter(({ enabled }) => !enabled)
              .map(({ id, name, description, severity }) => (
                <li key={id} className="card question-card">
                  <h3>
                    <Link to="/rule/new" search={{ template: id }} className="plain-link">
                      {name}
                    </Link>
                  </h3>
                  <Severity value={severity} />
                  <p className="muted">{description}</p>
                </li>
              ))}
          </ul>
        </section>
      )}
    </Asked>
  );
}
