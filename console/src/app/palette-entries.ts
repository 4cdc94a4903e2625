import type { ResultEntity } from "../../../src/j1ql/result.ts";
import { starterQuestions } from "../query/starter-questions.ts";
import type { IconName } from "../part/icons.ts";
import type { Address } from "./address.ts";
import { pages } from "./pages.ts";
import type { World } from "./world.ts";

/** Something that the palette can do. */
export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: IconName;
  /** For an entity: what it is. */
  readonly entity?: ResultEntity;
  readonly run: () => void;
}

/** Pages, questions and commands. */
export function fixedEntries(address: Address, world: World): readonly PaletteEntry[] {
  const { go } = address;
  const toPages = pages.map(({ path, label, icon, key }) => {
    return { id: path, label, hint: `g ${key}`, icon, run: () => go(path) };
  });
  const questions = starterQuestions.map(({ id, title, query }): PaletteEntry => {
    const run = (): void => go("/query", { q: query });
    return { id, label: title, hint: "question", icon: "question", run };
  });
  return [...toPages, ...questions, ...commands(world)];
}

function commands({ theme }: World): readonly PaletteEntry[] {
  return [
    {
      id: "theme-light",
      label: "Light theme",
      hint: "command",
      icon: "sun",
      run: () => theme.choose("light"),
    },
    {
      id: "theme-dark",
      label: "Dark theme",
      hint: "command",
      icon: "moon",
      run: () => theme.choose("dark"),
    },
    {
      id: "theme-auto",
      label: "Theme of the system",
      hint: "command",
      icon: "system",
      run: () => theme.choose("auto"),
    },
    {
      id: "copy-link",
      label: "Copy the link to this view",
      hint: "command",
      icon: "link",
      run: () => void navigator.clipboard.writeText(window.location.href),
    },
  ];
}

/** An entity that was found. */
export function entityEntry(entity: ResultEntity, { go }: Address): PaletteEntry {
  const { _key, _type, displayName } = entity.entity;
  return {
    id: _key,
    label: displayName || _key,
    hint: _type[0] ?? "",
    icon: "dot",
    entity,
    run: () => go("/entity", { key: _key }),
  };
}

/** The entries in which all the words that were typed occur. */
export function matching(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
