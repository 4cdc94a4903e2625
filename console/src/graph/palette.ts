import type { Theme } from "../app/theme.ts";

/** The colours of a picture but for those of its kinds. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly ground: string;
  readonly line: string;
  readonly accent: string;
  readonly alert: string;
}

/** By theme. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ink: "#1c2733",
    muted: "#4a5766",
    ground: "#ffffff",
    line: "#94a1b2",
    accent: "#0b5fc4",
    alert: "#f0a3a0",
  },
  dark: {
    ink: "#e4e9ef",
    muted: "#aab6c4",
    ground: "#171d25",
    line: "#5f6f82",
    accent: "#7db8ff",
    alert: "#ffb4ae",
  },
};

/** What names are written in. */
export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Names that would be drawn smaller than this, in pixels, are left out. */
export const leastFont = 7;
