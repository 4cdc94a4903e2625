import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  readonly label: string;
  /** What is copied, or how to find it out at that moment. */
  readonly text: string | (() => string);
}

/** Copies a text, and says whether the browser let it. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [said, setSaid] = useState<string | null>(null);
  function copy(): void {
    navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => setSaid("Copied"),
      () => setSaid("The browser refused"),
    );
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name={said === "Copied" ? "check" : "copy"} size={14} />}
        onClick={copy}
        onBlur={() => setSaid(null)}
      >
        {said ?? label}
      </Button>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
