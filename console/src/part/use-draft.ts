import { useCallback, useEffect, useRef, useState } from "react";

/** A text that is typed here, and kept elsewhere once it is sent. */
export interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  /** Says what is about to be kept elsewhere. */
  readonly sending: (text: string) => void;
}

/**
 * A text that goes ahead of where it is kept, such as the address. What was sent from here and comes back as kept does not
 * take away the keys that were pressed since; what is put there from elsewhere (the browser's back, a link) replaces it.
 */
export function useDraft(kept: string): Draft {
  const [text, write] = useState(kept);
  const sent = useRef<string | undefined>(kept);
  useEffect(() => {
    if (sent.current !== kept) write(kept);
    sent.current = undefined;
  }, [kept]);
  const sending = useCallback((next: string): void => {
    sent.current = next;
  }, []);
  return { text, write, sending };
}
