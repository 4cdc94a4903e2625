import { Button } from "@mantine/core";
import { useState } from "react";

interface SureButtonProps {
  /** What it does, as the second press says it: "Delete ada for good". */
  readonly label: string;
  readonly sure: string;
  readonly isBusy: boolean;
  readonly disabled?: boolean;
  readonly onSure: () => void;
}

/** A button for what cannot be undone: the first press asks, the second one does it, leaving it takes the first one back. */
export function SureButton({ label, sure, isBusy, disabled = false, onSure }: SureButtonProps) {
  const [asks, setAsks] = useState(false);
  return (
    <Button
      size="xs"
      variant="default"
      className={asks ? "bad-button" : undefined}
      loading={isBusy}
      disabled={disabled}
      onBlur={() => setAsks(false)}
      onClick={() => {
        if (asks) onSure();
        setAsks(!asks);
      }}
    >
      {asks ? sure : label}
    </Button>
  );
}
