import type { BrowserExtension } from "../microsoft/browser-extension.ts";
import { edge } from "./edge.ts";
import { browserExtensionKey, machineKey } from "./keys.ts";
import { type PropertyTable, flag, propertiesBy, text, texts, time } from "./property.ts";
import type { RowShape } from "./row-converter.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = ({ name, extensionId }: BrowserExtension): string => name ?? extensionId;

const idOf = ({ browserName, extensionId, version }: BrowserExtension): string =>
  `${browserName ?? ""}:${extensionId}:${version ?? ""}`;

/** What a browser extension carries. */
export const browserExtensionTable: PropertyTable<BrowserExtension> = {
  id: text("`browser:extension id:version`.", idOf),
  name: text("Name, else the extension id.", nameOf),
  displayName: text("The same.", nameOf),
  extensionId: text("Id in the browser's shop.", (extension) => extension.extensionId),
  browser: text("Such as `chrome`.", (extension) => extension.browserName),
  description: text("Description.", (extension) => extension.description),
  version: text("Version.", (extension) => extension.version),
  risk: text("Such as `Low` or `Critical`, by what it may do.", (extension) => extension.risk),
  permissions: texts("What it may do.", (extension) => extension.permissions),
};

/** What the edge from a machine carries. */
export const hasExtensionTable: PropertyTable<BrowserExtension> = {
  activated: flag("Switched on for at least one profile.", (extension) => extension.isActivated),
  installedOn: time("When it was first installed.", (extension) => extension.installedOn),
};

const entityProperties = propertiesBy(browserExtensionTable);
const edgeProperties = propertiesBy(hasExtensionTable);
const { type, classes } = entityTypes.browserExtension;

/** Rows of browser extensions on machines. */
export const browserExtensionShape: RowShape<BrowserExtension> = {
  key: (extension) => browserExtensionKey(idOf(extension)),
  entity: (key, extension) => ({ key, type, classes, properties: entityProperties(extension) }),
  edges: (key, extension) => [
    edge(relationshipTypes.machineInstalledBrowserExtension, {
      from: machineKey(extension.machineId),
      to: key,
      properties: edgeProperties(extension),
    }),
  ],
};
