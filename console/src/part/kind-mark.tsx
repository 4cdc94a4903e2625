import { icons } from "./icons.ts";
import { kindOf } from "./kind.ts";
import { outlines } from "./outlines.ts";

interface KindMarkProps {
  readonly type: string;
  readonly classes: readonly string[];
  readonly size?: number;
}

/** A kind's shape and icon in small, for legends, tables and panels. */
export function KindMark({ type, classes, size = 20 }: KindMarkProps) {
  const { shape, icon, light, dark } = kindOf(type, classes);
  return (
    <svg viewBox="0 0 24 24" className="mark" width={size} height={size} aria-hidden="true">
      <path d={outlines[shape]} style={{ fill: `light-dark(${light}, ${dark})` }} />
      <path className="mark-icon" d={icons[icon]} transform="translate(5.2 5.2) scale(0.57)" />
    </svg>
  );
}
