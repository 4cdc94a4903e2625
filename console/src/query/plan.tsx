import { useQuery } from "@tanstack/react-query";
import type { ExplainReply } from "../../../src/http/contract.ts";
import { useApi } from "../app/world.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import type { Question } from "./use-answer.ts";

type Step = ExplainReply["steps"][number];

/** How the database finds the answer: step by step, with the statement and what the engine measured. */
export function Plan({ question }: { readonly question: Question }) {
  const { query, asOf } = question;
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["plan", query, asOf],
    queryFn: ({ signal }) => api.explain({ query, asOf }, signal),
  });
  if (error !== null && data === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  if (data === undefined) return <Waiting />;
  const { steps, sql, values, measured } = data;
  return (
    <div className="plan">
      <h2>Steps</h2>
      <ol className="plan-steps">
        {steps.map((step, index) => (
          <PlanStep key={`${index}${step.target}`} step={step} />
        ))}
      </ol>
      <h2>Statement</h2>
      <pre className="raw-text" tabIndex={0}>
        {sql}
      </pre>
      {values.length > 0 && (
        <pre className="raw-text" tabIndex={0}>
          {JSON.stringify(values)}
        </pre>
      )}
      <h2>Measured</h2>
      <pre className="raw-text" tabIndex={0}>
        {measured.join("\n")}
      </pre>
    </div>
  );
}

const words = { find: "find", hop: "step to", somehow: "somehow to", not: "without" } as const;

function PlanStep({ step }: { readonly step: Step }) {
  const { kind, target, optional, estimated, actual } = step;
  return (
    <li>
      {words[kind]} <b>{target}</b>
      {optional && " (may be absent)"}
      <span className="muted">
        {estimated !== null && ` about ${estimated.toLocaleString("en")} expected,`}{" "}
        {actual.toLocaleString("en")} found
      </span>
    </li>
  );
}
