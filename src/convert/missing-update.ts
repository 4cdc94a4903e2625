import type { MissingUpdate } from "../microsoft/missing-update.ts";
import { edge } from "./edge.ts";
import { machineKey, missingUpdateKey } from "./keys.ts";
import {
  type PropertyTable,
  flag,
  number,
  propertiesBy,
  required,
  text,
  texts,
} from "./property.ts";
import type { RowShape } from "./row-converter.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** An update that one machine lacks. */
export interface MissingOn extends MissingUpdate {
  readonly machineId: string;
}

const nameOf = ({ name, id }: MissingUpdate): string => name ?? `KB${id}`;

/** What a missing update carries. */
export const missingUpdateTable: PropertyTable<MissingUpdate> = {
  id: text("Number of the knowledge base article.", (update) => update.id),
  name: text("Name, else `KB` and the number.", nameOf),
  displayName: text("The same.", nameOf),
  products: texts("Products that it is for.", (update) => update.products),
  webLink: text("Where to get it.", (update) => update.url),
  cveAddressed: number("How many CVEs it addresses.", (update) => update.cveAddressed),
  category: required(text("`update`.", () => "update")),
  severity: required(text("Not told.", () => null)),
  numericSeverity: required(number("Not told.", () => null)),
  open: required(flag("True: a machine lacks it.", () => true)),
};

const entityProperties = propertiesBy(missingUpdateTable);
const { type, classes } = entityTypes.missingUpdate;

/** Rows of updates that machines lack. */
export const missingUpdateShape: RowShape<MissingOn> = {
  key: (update) => missingUpdateKey(update.id),
  entity: (key, update) => ({ key, type, classes, properties: entityProperties(update) }),
  edges: (key, { machineId }) => [
    edge(relationshipTypes.machineIdentifiedMissingUpdate, {
      from: machineKey(machineId),
      to: key,
    }),
  ],
};
