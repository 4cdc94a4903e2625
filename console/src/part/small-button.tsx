import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

interface SmallButtonProps {
  /** What it does, for those who do not see the drawing. */
  readonly label: string;
  readonly icon: IconName;
  readonly isMirrored?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that is only a drawing. */
export function SmallButton(props: SmallButtonProps) {
  const { label, icon, isMirrored = false, disabled = false, onPress } = props;
  return (
    <button
      type="button"
      className="small-button"
      aria-label={label}
      title={label}
      disabled={disabled}
      data-mirrored={isMirrored ? "" : undefined}
      onClick={onPress}
    >
      <Icon name={icon} size={15} />
    </button>
  );
}
