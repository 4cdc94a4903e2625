import type { Entity } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import { softwareKey } from "./keys.ts";
import { type PropertyTable, propertiesBy, text } from "./property.ts";
import { entityTypes } from "./types.ts";

/** What names a software version in a row. */
export type SoftwareParts = Pick<Finding, "softwareVendor" | "softwareName" | "softwareVersion">;

/** `vendor:product:version` as the API gives them, a missing part empty; `null` when all are missing. */
export function softwareIdOf({
  softwareVendor,
  softwareName,
  softwareVersion,
}: SoftwareParts): string | null {
  const id = `${softwareVendor ?? ""}:${softwareName ?? ""}:${softwareVersion ?? ""}`;
  return id === "::" ? null : id;
}

/** `vendor product version`, without what is missing. */
export function softwareLabelOf({
  softwareVendor,
  softwareName,
  softwareVersion,
}: SoftwareParts): string {
  return [softwareVendor, softwareName, softwareVersion].filter(Boolean).join(" ");
}

/** What a software version carries. */
export const softwareTable: PropertyTable<SoftwareParts> = {
  id: text("`vendor:product:version`.", softwareIdOf),
  name: text(
    "Product, else all that is known.",
    (parts) => parts.softwareName || softwareLabelOf(parts),
  ),
  displayName: text("`vendor product version`.", softwareLabelOf),
  vendor: text("Vendor as Defender spells it.", (parts) => parts.softwareVendor),
  product: text("Product as Defender spells it.", (parts) => parts.softwareName),
  version: text("Version as Defender spells it.", (parts) => parts.softwareVersion),
};

const softwareProperties = propertiesBy(softwareTable);

/** A software version; `id` as `softwareIdOf` gave it. */
export function softwareOf(id: string, parts: SoftwareParts): Entity {
  const { type, classes } = entityTypes.software;
  return { key: softwareKey(id), type, classes, properties: softwareProperties(parts) };
}
