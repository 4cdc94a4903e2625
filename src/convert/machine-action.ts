import type { MachineAction } from "../microsoft/machine-action.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { machineActionKey, machineKey } from "./keys.ts";
import { type PropertyTable, propertiesBy, text, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = ({ type, computerDnsName, machineId, id }: MachineAction): string =>
  `${type ?? id}: ${computerDnsName ?? machineId ?? "?"}`;

/** What an action on a machine carries. */
export const machineActionTable: PropertyTable<MachineAction> = {
  id: text("Defender's id.", (action) => action.id),
  name: text("Action and machine.", nameOf),
  displayName: text("The same.", nameOf),
  actionType: text("Such as `Isolate` or `RunAntiVirusScan`.", (action) => action.type),
  scope: text("Such as `Full` or `Quick`.", (action) => action.scope),
  requestor: text("Who asked for it.", (action) => action.requestor),
  comment: text("Why.", (action) => action.requestorComment),
  status: text("Such as `Pending`, `Succeeded`, `Failed`.", (action) => action.status),
  machineId: text("Defender's id of the machine.", (action) => action.machineId),
  computerDnsName: text("Name of the machine.", (action) => action.computerDnsName),
  createdOn: time("When it was asked for.", (action) => action.createdOn),
  updatedOn: time("When its status last changed.", (action) => action.updatedOn),
};

const actionProperties = propertiesBy(machineActionTable);

/** An action, with the edge from its machine where that is held. */
export function machineActionOf(
  action: MachineAction,
  holdsMachine: (id: string) => boolean,
): Converted {
  const key = machineActionKey(action.id);
  const { type, classes } = entityTypes.machineAction;
  const entity = { key, type, classes, properties: actionProperties(action), raw: action.raw };
  const { machineId } = action;
  const relationships =
    machineId === null || !holdsMachine(machineId)
      ? []
      : [edge(relationshipTypes.machineHasAction, { from: machineKey(machineId), to: key })];
  return { entities: [entity], relationships };
}
