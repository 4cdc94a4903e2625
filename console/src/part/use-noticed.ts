import { useEffect, useState } from "react";

/** A wait shorter than this is not worth a sign of it, in milliseconds. */
const noticed = 150;

/** Whether something has been going on for long enough to be noticed. */
export function useNoticed(busy: boolean): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setSeen(true), noticed);
    return () => {
      clearTimeout(timer);
      setSeen(false);
    };
  }, [busy]);
  return busy && seen;
}
