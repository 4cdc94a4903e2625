/** How the page is drawn. */
export type Theme = "light" | "dark";

/** What a reader asks for: a theme, or that of the system. */
type ThemeChoice = Theme | "auto";

const key = "defender-graph.theme";

/** The theme in force, and who wants to know when it changes. */
export interface ThemeSwitch {
  current(): Theme;
  choice(): ThemeChoice;
  choose(choice: ThemeChoice): void;
  /** Tells of every change until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Follows the system until the reader chooses; the choice is kept in this browser. */
export function createThemeSwitch(window: Window): ThemeSwitch {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = window.document.documentElement;
  const listeners = new Set<() => void>();
  let choice = readChoice(window.localStorage);

  function current(): Theme {
    if (choice !== "auto") return choice;
    return system.matches ? "dark" : "light";
  }
  function tell(): void {
    root.dataset["mantineColorScheme"] = current();
    for (const listener of listeners) listener();
  }
  tell();
  system.addEventListener("change", tell);
  return {
    current,
    choice: () => choice,
    choose(wanted) {
      choice = wanted;
      window.localStorage.setItem(key, wanted);
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function readChoice(storage: Storage): ThemeChoice {
  const kept = storage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : "auto";
}
