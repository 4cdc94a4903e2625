import { type ReactNode, useEffect, useRef, useState } from "react";

interface AddButtonProps {
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** A button that adds something before itself. Who pressed it goes on in the first field of what was added. */
export function AddButton({ children, isDisabled = false, onPress }: AddButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [presses, setPresses] = useState(0);
  useEffect(() => {
    if (presses === 0) return;
    const place = button.current?.closest(".builder-add") ?? button.current;
    const before = place?.previousElementSibling;
    const added = before?.matches("ul") === true ? before.lastElementChild : before;
    added?.querySelector<HTMLElement>("select, input")?.focus();
  }, [presses]);
  return (
    <button
      ref={button}
      type="button"
      className="chip"
      disabled={isDisabled}
      onClick={() => {
        onPress();
        setPresses(presses + 1);
      }}
    >
      {children}
    </button>
  );
}
