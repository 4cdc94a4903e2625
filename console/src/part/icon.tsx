import { type IconName, icons } from "./icons.ts";

/** A decorative drawing of the size of the text beside it. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" className="icon" width={size} height={size} aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  );
}
