import type { ReactNode } from "react";
import { failureMessage } from "./failure-message.ts";
import { MessageCard } from "./message-card.tsx";
import { Waiting } from "./waiting.tsx";

interface AskedProps<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly children: (data: Data) => ReactNode;
}

/** What was asked of the server: on its way, refused, or there. */
export function Asked<Data>({ query, children }: AskedProps<Data>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error === null) return <Waiting />;
  return <MessageCard message={failureMessage(error, () => void refetch())} />;
}
