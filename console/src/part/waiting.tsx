import { useEffect, useState } from "react";

/** A wait shorter than this is not worth a sign of it, in milliseconds. */
const noticed = 150;

/** The outline of what is being waited for. */
export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), noticed);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <div className="waiting" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="waiting-line" />
      ))}
    </div>
  );
}
