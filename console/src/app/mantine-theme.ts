import { createTheme } from "@mantine/core";

/** The kit's look where it is said in code; its colours are in `style/tokens.css`. */
export const mantineTheme = createTheme({
  primaryColor: "blue",
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
});
