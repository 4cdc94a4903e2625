import { machineKey } from "../convert/keys.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { FindingSource } from "../microsoft/findings.ts";
import { Notices } from "../microsoft/notices.ts";
import { stage, walk } from "./collections.ts";
import type { Gathering } from "./gathering.ts";
import { Mill, type MillItem } from "./mill.ts";
import { noteOddities } from "./oddities.ts";
import type { StepContext } from "./step.ts";

const { machineIdentifiedVulnerability, machineInstalledSoftware, softwareHasVulnerability } =
  relationshipTypes;

/** Gathers findings with a thread of its own for all but the network and the database. */
export function gatherMilled(context: StepContext, types: readonly string[]): Gathering {
  const { held, staging, sources } = context;
  const machineIds = [...held.machines.keys()];
  const edgeTypes = [
    machineIdentifiedVulnerability,
    machineInstalledSoftware,
    softwareHasVulnerability,
  ];
  const numbering = staging.edgeNumbering(edgeTypes, machineIds.map(machineKey));
  const mill = new Mill({ numbering, machineIds, software: sources.has("software") }, context);
  const notices = new Notices();
  let source: FindingSource = "files";
  const onSource = (name: FindingSource): void => {
    source = name;
    mill.restart();
  };
  const take = async (items: readonly MillItem[]): Promise<void> => {
    for (const item of items) {
      const milled = await mill.mill(item);
      notices.add(milled.notices);
      // Edges first: they bring the numbers of the keys.
      await staging.addEdges(milled.edges);
      await stage(context, { entities: milled.entities, relationships: [] });
    }
  };
  return {
    read: (scope) =>
      walk(context, {
        listing: context.tenant.findingsAs({ ...scope, onSource }, mill),
        counter: { count: 0 },
        take,
        restart: () => staging.discard(types),
      }),
    gathered: () => mill.summary(),
    source: () => source,
    async close() {
      noteOddities(context, notices.list());
      await mill.close();
    },
  };
}
