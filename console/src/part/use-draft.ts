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
  // Several may be under way: they come back in this order, not each of them.
  const sent = useRef<string[]>([kept]);
  useEffect(() => {
    const at = sent.current.indexOf(kept);
    if (at === -1) write(kept);
    sent.current = at === -1 ? [] : sent.current.slice(at + 1);
  }, [kept]);
  const sending = useCallback((next: string): void => {
    sent.current.push(next);
  }, []);
  return { text, write, sending };
}
