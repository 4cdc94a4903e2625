import type { Converted } from "../convert/converted.ts";
import { convertedOf, findingConverter } from "../convert/finding.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { FindingSource } from "../microsoft/findings.ts";
import { stage, walk } from "./collections.ts";
import type { Gathering } from "./gathering.ts";
import type { StepContext } from "./step.ts";

const software: ReadonlySet<string> = new Set([
  entityTypes.software.type,
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.softwareHasVulnerability.type,
]);

/** Leaves the software out of what rows say, when its data source is off. */
function wanted(context: StepContext, made: Converted): Converted {
  if (context.sources.has("software")) return made;
  return {
    entities: made.entities.filter((entity) => !software.has(entity.type)),
    relationships: made.relationships.filter((edge) => !software.has(edge.type)),
  };
}

/** Gathers findings in this thread: for tenants of modest size. */
export function gatherHere(context: StepContext, types: readonly string[]): Gathering {
  const newConverter = () =>
    findingConverter({ holdsMachine: (id) => context.held.machines.has(id) });
  let converter = newConverter();
  let source: FindingSource = "files";
  const onSource = (name: FindingSource): void => {
    source = name;
  };
  return {
    read: (scope) =>
      walk(context, {
        listing: context.tenant.findings({ ...scope, onSource }),
        counter: { count: 0 },
        take: (findings) => stage(context, wanted(context, convertedOf(converter.take(findings)))),
        async restart() {
          await context.staging.discard(types);
          converter = newConverter();
        },
      }),
    gathered: () =>
      Promise.resolve({
        cves: [...converter.cves()],
        dangling: converter.counts().dangling,
        unlisted: [...converter.unlisted()],
      }),
    source: () => source,
    close: () => Promise.resolve(),
  };
}
