import type { InventoryItem } from "../microsoft/software-inventory.ts";
import { edge } from "./edge.ts";
import { keptItems } from "./evidence-merge.ts";
import { endOfSupportKey, machineKey, softwareKey } from "./keys.ts";
import {
  type PropertyTable,
  flag,
  number,
  propertiesBy,
  required,
  text,
  texts,
  time,
} from "./property.ts";
import type { RowShape } from "./row-converter.ts";
import { softwareIdOf, softwareLabelOf } from "./software.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** What software that is out of support carries. */
export const endOfSupportTable: PropertyTable<InventoryItem> = {
  id: text("`vendor:product:version`.", softwareIdOf),
  name: text("`vendor product version`.", softwareLabelOf),
  displayName: text("The same.", softwareLabelOf),
  vendor: text("Vendor as Defender spells it.", (item) => item.softwareVendor),
  product: text("Product as Defender spells it.", (item) => item.softwareName),
  version: text("Version as Defender spells it.", (item) => item.softwareVersion),
  status: text(
    "`EOS Version`, `Upcoming EOS Version`, `EOS Software` or `Upcoming EOS Software`.",
    (item) => item.endOfSupportStatus,
  ),
  upcoming: flag(
    "Support still lasts.",
    (item) => item.endOfSupportStatus?.toLowerCase().startsWith("upcoming") ?? null,
  ),
  endOfSupportOn: time("When support ends or ended.", (item) => item.endOfSupportOn),
  category: required(text("`software`.", () => "software")),
  severity: required(text("Not told.", () => null)),
  numericSeverity: required(number("Not told.", () => null)),
  open: required(flag("True: it is on a machine.", () => true)),
};

/** What the edge from a machine carries. */
export const unsupportedTable: PropertyTable<InventoryItem> = {
  diskPaths: texts("Files that show the software, the first ten.", (item) =>
    item.diskPaths.toSorted().slice(0, keptItems),
  ),
  firstSeenOn: time("First seen on this machine.", (item) => item.firstSeenOn),
  registryPaths: texts("Registry keys that show the software, the first ten.", (item) =>
    item.registryPaths.toSorted().slice(0, keptItems),
  ),
};

const entityProperties = propertiesBy(endOfSupportTable);
const edgeProperties = propertiesBy(unsupportedTable);

/** Rows of the inventory, as far as they are about software out of support. */
export function endOfSupportShape(
  holdsSoftware: (key: string) => boolean,
): RowShape<InventoryItem> {
  const { type, classes } = entityTypes.endOfSupport;
  return {
    key(item) {
      const id = item.endOfSupportStatus === null ? null : softwareIdOf(item);
      return id === null ? null : endOfSupportKey(id);
    },
    entity: (key, item) => ({ key, type, classes, properties: entityProperties(item) }),
    edges(key, item, isNew) {
      const software = softwareKey(softwareIdOf(item) ?? "");
      const found = edge(relationshipTypes.machineIdentifiedEndOfSupport, {
        from: machineKey(item.machineId),
        to: key,
        properties: edgeProperties(item),
      });
      if (!isNew || !holdsSoftware(software)) return [found];
      return [found, edge(relationshipTypes.softwareHasEndOfSupport, { from: software, to: key })];
    },
  };
}
