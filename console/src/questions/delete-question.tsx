import { useState } from "react";
import { useSend } from "../api/use-send.ts";

interface DeleteQuestionProps {
  readonly id: string;
  readonly title: string;
}

/** Deletes a saved question, after a second press. */
export function DeleteQuestion({ id, title }: DeleteQuestionProps) {
  const [asked, setAsked] = useState(false);
  const remove = useSend<string>((number) => ({ path: `questions/${number}`, method: "DELETE" }));
  if (remove.error !== null) return <span className="bad-text">{remove.error.message}</span>;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={asked ? `Delete for good: ${title}` : `Delete: ${title}`}
      onClick={() => (asked ? remove.mutate(id) : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {asked ? "Delete for good" : "Delete"}
    </button>
  );
}
