import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useCount } from "../chart/use-count.ts";
import { AddToBoardButton } from "../dashboard/add-to-board-button.tsx";
import { ParameterFields } from "../part/parameter-fields.tsx";
import { useSettled } from "../part/use-settled.ts";
import { DeleteQuestion } from "./delete-question.tsx";
import { withParameters } from "./with-parameters.ts";

interface QuestionCardProps {
  readonly question: QuestionView;
  readonly isCounted: boolean;
}

/** A question with what a good answer looks like, its parameters to be set, and its present number. */
export function QuestionCard({ question, isCounted }: QuestionCardProps) {
  const { id, title, description, good, queries, source } = question;
  const [parameters, setParameters] = useState(question.parameters);
  const query = withParameters(queries[0]?.query ?? "", parameters);
  const names = Object.keys(question.parameters);
  return (
    <li className="card question-card">
      <h2>
        <Link to="/query" search={{ q: query }} className="plain-link" title={query}>
          {title}
        </Link>
      </h2>
      {isCounted ? <Count query={query} /> : <span />}
      <p className="muted">{description}</p>
      {good !== "" && (
        <p className="question-good">
          <b>Good:</b> {good}
        </p>
      )}
      {names.length > 0 && (
        <div className="question-parameters">
          <ParameterFields names={names} values={parameters} onChange={setParameters} />
        </div>
      )}
      <p className="question-ways">
        <Link to="/rule/new" search={{ question: id }} aria-label={`Create alert: ${title}`}>
          Create alert
        </Link>
        <AddToBoardButton query={query} title={title} />
        {source === "saved" && <DeleteQuestion id={id} title={title} />}
      </p>
    </li>
  );
}

function Count({ query }: { readonly query: string }) {
  const count = useCount(useSettled(query));
  return <span className="tile-number">{count?.toLocaleString("en") ?? "…"}</span>;
}
