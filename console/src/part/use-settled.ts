import { useEffect, useState } from "react";

/** What is typed is looked at when the hands have rested for so long, in milliseconds. */
const rest = 300;

/** A text that is under way, once it has stayed the same for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), rest);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
