import { Link } from "@tanstack/react-router";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useCount } from "../chart/use-count.ts";
import { withParameters } from "./with-parameters.ts";

interface QuestionCardProps {
  readonly question: QuestionView;
  readonly isCounted: boolean;
}

/** A question with what a good answer looks like, and its present number. */
export function QuestionCard({ question, isCounted }: QuestionCardProps) {
  const { title, description, good, queries, parameters } = question;
  const query = withParameters(queries[0]?.query ?? "", parameters);
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
    </li>
  );
}

function Count({ query }: { readonly query: string }) {
  const count = useCount(query);
  return <span className="tile-number">{count?.toLocaleString("en") ?? "…"}</span>;
}
