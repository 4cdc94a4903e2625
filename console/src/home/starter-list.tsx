import { Link } from "@tanstack/react-router";
import { Icon } from "../part/icon.tsx";
import { starterQuestions } from "../query/starter-questions.ts";

/** Questions to start from: one press asks. */
export function StarterList() {
  return (
    <ul className="starter-list">
      {starterQuestions.map(({ id, title, query }) => (
        <li key={id}>
          <Link to="/query" search={{ q: query }} title={query}>
            <Icon name="play" size={14} />
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
