import { machineActionOf } from "../convert/machine-action.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { together } from "./collections.ts";
import { packStep, readRows } from "./pack.ts";

const emits = [entityTypes.machineAction.type, relationshipTypes.machineHasAction.type];

/** What was asked for on machines, such as isolating one. */
export const machineActionsStep = packStep({
  id: "machine_actions",
  title: "Machine actions",
  permission: { api: "defender", role: "Machine.Read.All" },
  absent: "actions on machines",
  dependsOn: ["machines"],
  emits,
  read(context) {
    const holdsMachine = (id: string): boolean => context.held.machines.has(id);
    return readRows(context, {
      listing: context.tenant.optional.machineActions(),
      emits,
      converter: () => (actions) =>
        together(actions.map((action) => machineActionOf(action, holdsMachine))),
    });
  },
});
