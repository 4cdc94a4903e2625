import type { ErrorComponentProps } from "@tanstack/react-router";
import { MessageCard } from "../part/message-card.tsx";
import { failureMessage } from "../part/failure-message.ts";

/** A page that could not be drawn. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return <MessageCard isPage message={failureMessage(error, reset)} />;
}
