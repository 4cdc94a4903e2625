import type { Relationship } from "../graph/relationship.ts";
import type { EntraDevice } from "../microsoft/entra-device.ts";
import { edge } from "./edge.ts";
import { endpointKey, userKey } from "./keys.ts";
import { type PropertyTable, flag, propertiesBy, text, time } from "./property.ts";
import { relationshipTypes } from "./types.ts";

/** What is needed to join an Entra device with Defender's machines. */
export interface OwnerContext {
  /** The machines that have an endpoint, by Entra device id in lower case. */
  machinesByAadDeviceId(deviceId: string): readonly string[];
  holdsUser(id: string): boolean;
}

/** What the edge from a registered owner carries: Entra's view of the device. */
export const ownsTable: PropertyTable<EntraDevice> = {
  entraObjectId: text("Object id of the Entra device.", (device) => device.id),
  aadDeviceId: text("Its `deviceId`.", (device) => device.deviceId),
  deviceDisplayName: text("Its name in Entra.", (device) => device.displayName),
  deviceEnabled: flag("Whether it may sign in.", (device) => device.accountEnabled),
  trustType: text("`Workplace`, `AzureAd` or `ServerAd`.", (device) => device.trustType),
  isCompliant: flag("Complies with the policies.", (device) => device.isCompliant),
  isManaged: flag("Managed by a device management service.", (device) => device.isManaged),
  manufacturer: text("Manufacturer.", (device) => device.manufacturer),
  model: text("Model.", (device) => device.model),
  deviceOwnership: text("`Company` or `Personal`.", (device) => device.deviceOwnership),
  operatingSystem: text("Operating system in Entra.", (device) => device.operatingSystem),
  operatingSystemVersion: text("Its version in Entra.", (device) => device.operatingSystemVersion),
  registeredOn: time("When it was registered.", (device) => device.registeredOn),
  lastSignInOn: time("About when it last signed in.", (device) => device.lastSignInOn),
};

const ownsProperties = propertiesBy(ownsTable);

/** The edges from a device's registered owners to the endpoints that it is. */
export function ownersOf(device: EntraDevice, context: OwnerContext): readonly Relationship[] {
  if (device.deviceId === null) return [];
  const machineIds = context.machinesByAadDeviceId(device.deviceId.toLowerCase());
  if (machineIds.length === 0) return [];
  const properties = ownsProperties(device);
  const owners = [...new Set(device.ownerIds)].filter((id) => context.holdsUser(id));
  return owners.flatMap((owner) =>
    machineIds.map((id) =>
      edge(relationshipTypes.userOwnsEndpoint, {
        from: userKey(owner),
        to: endpointKey(id),
        properties,
      }),
    ),
  );
}
