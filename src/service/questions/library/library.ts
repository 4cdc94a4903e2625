import { blindSpots } from "./blind-spots.ts";
import { changes } from "./changes.ts";
import { exposure } from "./exposure.ts";
import { hygiene } from "./hygiene.ts";
import { identities } from "./identities.ts";
import { inventory } from "./inventory.ts";
import type { libraryGroups, LibraryQuestion } from "./library-question.ts";

/** Every question that ships, by group. */
export const library: Readonly<Record<(typeof libraryGroups)[number], readonly LibraryQuestion[]>> =
  {
    inventory,
    exposure,
    identities,
    hygiene,
    changes,
    "blind spots": blindSpots,
  };
