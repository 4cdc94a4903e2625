import { Link } from "@tanstack/react-router";
import { ActionIcon, Tooltip } from "@mantine/core";
import { Icon } from "../part/icon.tsx";
import { DataAge } from "./data-age.tsx";
import type { Above } from "./above.ts";
import { SessionMenu } from "./session-menu.tsx";
import { useTheme, useWorld } from "./world.ts";

interface HeaderProps {
  readonly onAbove: (above: Above) => void;
  readonly navigationIsOpen: boolean;
}

/** The page's head: the name (which leads home), the palette, whose data this is and how old, the theme. */
export function Header({ onAbove, navigationIsOpen }: HeaderProps) {
  return (
    <header className="header">
      <ActionIcon
        className="navigation-button"
        variant="default"
        size={34}
        aria-label="Pages"
        aria-expanded={navigationIsOpen}
        onClick={() => onAbove(navigationIsOpen ? "nothing" : "navigation")}
      >
        <Icon name={navigationIsOpen ? "close" : "menu"} />
      </ActionIcon>
      <Link to="/" className="brand" aria-label="defender-graph, home">
        <img src="/icon.svg" alt="" width={26} height={26} />
        <span>defender-graph</span>
      </Link>
      <button type="button" className="palette-button" onClick={() => onAbove("palette")}>
        <Icon name="search" />
        <span className="palette-button-label">Search or run a command</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <DataAge />
      <ThemeButton />
      <SessionMenu />
    </header>
  );
}

function ThemeButton() {
  const { theme } = useWorld();
  const current = useTheme();
  const next = current === "dark" ? "light" : "dark";
  return (
    <Tooltip label={`Use the ${next} theme`}>
      <ActionIcon
        variant="default"
        size={34}
        aria-label={`Use the ${next} theme`}
        onClick={() => theme.choose(next)}
      >
        <Icon name={current === "dark" ? "sun" : "moon"} />
      </ActionIcon>
    </Tooltip>
  );
}
