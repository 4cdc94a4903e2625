import { browserExtensionShape } from "../convert/browser-extension.ts";
import { endOfSupportShape } from "../convert/end-of-support.ts";
import { rowConverter } from "../convert/row-converter.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { keysToBe, packStep, readRows } from "./pack.ts";

const permission = { api: "defender", role: "Software.Read.All" } as const;

const unsupported = [
  entityTypes.endOfSupport.type,
  relationshipTypes.machineIdentifiedEndOfSupport.type,
  relationshipTypes.softwareHasEndOfSupport.type,
];

/** Software that is out of support, or soon will be, and where it is. */
export const softwareInventoryStep = packStep({
  id: "software_inventory",
  title: "Software inventory",
  permission,
  absent: "software that is out of support",
  dependsOn: ["machines", "vulnerabilities"],
  emits: unsupported,
  async read(context) {
    const software = await keysToBe(context, entityTypes.software.type);
    const shape = endOfSupportShape((key) => software.has(key));
    return readRows(context, {
      listing: context.tenant.optional.softwareInventory(),
      emits: unsupported,
      converter: () => rowConverter(shape, (id) => context.held.machines.has(id)),
    });
  },
});

const extensions = [
  entityTypes.browserExtension.type,
  relationshipTypes.machineInstalledBrowserExtension.type,
];

/** Extensions of browsers, and where they are. */
export const browserExtensionsStep = packStep({
  id: "browser_extensions",
  title: "Browser extensions",
  permission,
  absent: "browser extensions",
  dependsOn: ["machines"],
  emits: extensions,
  read: (context) =>
    readRows(context, {
      listing: context.tenant.optional.browserExtensions(),
      emits: extensions,
      converter: () => rowConverter(browserExtensionShape, (id) => context.held.machines.has(id)),
    }),
});
