/** How the page is drawn. */
export type Theme = "light" | "dark";

const key = "defender-graph.theme";

/** The theme in force, and who wants to know when it changes. */
export interface ThemeSwitch {
  current(): Theme;
  toggle(): void;
  onChange(listener: (theme: Theme) => void): void;
}

/** Follows the system until the reader chooses; the choice is kept in this browser. */
export function createThemeSwitch(window: Window): ThemeSwitch {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = window.document.documentElement;
  const listeners: ((theme: Theme) => void)[] = [];
  const chosen = readChoice(window.localStorage);
  if (chosen !== undefined) root.dataset["theme"] = chosen;

  function current(): Theme {
    const choice = root.dataset["theme"] ?? (system.matches ? "dark" : "light");
    return choice === "dark" ? "dark" : "light";
  }
  function tell(): void {
    for (const listener of listeners) listener(current());
  }
  function toggle(): void {
    const next = current() === "dark" ? "light" : "dark";
    root.dataset["theme"] = next;
    keepChoice(window.localStorage, next);
    tell();
  }
  system.addEventListener("change", tell);
  return { current, toggle, onChange: (listener) => void listeners.push(listener) };
}

function readChoice(storage: Storage): Theme | undefined {
  const kept = storage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : undefined;
}

function keepChoice(storage: Storage, theme: Theme): void {
  storage.setItem(key, theme);
}
