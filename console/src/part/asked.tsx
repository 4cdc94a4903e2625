import type { ReactNode } from "react";
import { failureMessage } from "./failure-message.ts";
import { MessageCard } from "./message-card.tsx";
import { Waiting } from "./waiting.tsx";

interface AskedProps<Reply> {
  readonly asked: {
    readonly data: Reply | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly isPage?: boolean;
  readonly children: (reply: Reply) => ReactNode;
}

/** What was asked for, as soon as it is here; until then the outline of it, or why it is not. */
export function Asked<Reply>({ asked, isPage = false, children }: AskedProps<Reply>) {
  const { data, error, refetch } = asked;
  if (data !== undefined) return children(data);
  if (error !== null)
    return <MessageCard isPage={isPage} message={failureMessage(error, () => void refetch())} />;
  return <Waiting />;
}
