import type { InstanceSettings } from "../store/instance-settings.ts";
import { type DataSource, dataSources, defaultSources } from "./source.ts";

type Sources = ReadonlySet<DataSource>;

/** Which data sources are on: as said now, else as said last, else the usual ones. */
export function sourcesOn(settings: InstanceSettings | null, said: Sources | null): Sources {
  if (said !== null) return said;
  if (settings === null) return new Set(defaultSources);
  return new Set(dataSources.filter((source) => settings.sources.includes(source)));
}

/** Whether settings name just these sources. */
export function areOn(sources: Sources, { sources: named }: InstanceSettings): boolean {
  return (
    named.length === sources.size &&
    dataSources.every((source) => !sources.has(source) || named.includes(source))
  );
}

/** What hangs on another source: without its machines a finding has no place. */
const hanging: Partial<Record<DataSource, readonly DataSource[]>> = {
  machines: [
    "devices",
    "logon_users",
    "vulnerabilities",
    "software",
    "software_inventory",
    "browser_extensions",
    "missing_updates",
    "secure_configurations",
    "certificates",
    "machine_actions",
  ],
  vulnerabilities: ["software"],
};

/** These sources, and those that have no place without them. */
export function withHanging(sources: readonly DataSource[]): Sources {
  return new Set(sources.flatMap((source) => [source, ...(hanging[source] ?? [])]));
}
