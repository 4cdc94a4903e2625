import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCount } from "../chart/use-count.ts";
import { MessageCard } from "../part/message-card.tsx";
import { type StarterQuestion, starterQuestions } from "../query/starter-questions.ts";

/** Questions worth asking, each with its present number: one press asks. */
export function QuestionsPage() {
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = starterQuestions.filter(({ title, query }) =>
    words.every((word) => `${title} ${query}`.toLowerCase().includes(word)),
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>Questions</h1>
        <label className="filter-field">
          <span className="visually-hidden">Find a question</span>
          <input
            type="search"
            data-search=""
            placeholder="Find a question"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
      </div>
      {fitting.length === 0 && (
        <MessageCard
          message={{
            tone: "empty",
            title: "No question fits",
            detail: "Ask one of your own on the page Query.",
            actions: [{ label: "Show all", run: () => setTyped("") }],
          }}
        />
      )}
      <ul className="question-list">
        {fitting.map((question) => (
          <QuestionCard key={question.id} question={question} />
        ))}
      </ul>
    </div>
  );
}

function QuestionCard({ question }: { readonly question: StarterQuestion }) {
  const { title, query } = question;
  const count = useCount(query);
  return (
    <li className="card question-card">
      <h2>
        <Link to="/query" search={{ q: query }} className="plain-link">
          {title}
        </Link>
      </h2>
      <span className="tile-number">{count?.toLocaleString("en") ?? "…"}</span>
      <pre tabIndex={0}>{query}</pre>
    </li>
  );
}
