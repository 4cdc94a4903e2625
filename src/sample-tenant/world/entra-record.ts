import type { JsonObject } from "../../base/json.ts";
import { stage } from "./cast.ts";
import { type Device, entraDeviceId } from "./device.ts";
import { PHONES, entraOwnersOn } from "./device-owner.ts";
import { epochStart } from "./device-report.ts";
import { guid } from "./identifiers.ts";
import { bornOn } from "./population.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { isoSeconds, morning } from "./times.ts";
import { presenceOn } from "./user-presence.ts";
import { userId } from "./user-record.ts";

/** The object id of the Entra device at a position; phones stand at `PHONES` and the position of their user. */
export function entraObjectId(tenant: Tenant, index: number): string {
  return guid(tenant.roll, "entra-object", index);
}

function owner(tenant: Tenant, slot: number, day: number): JsonObject {
  return {
    "@odata.type": "#microsoft.graph.user",
    id: userId(tenant, slot),
    userPrincipalName: presenceOn(tenant, slot, day).userPrincipalName,
  };
}

/** Entra writes some ids in capitals where Defender does not. */
function statedDeviceId(tenant: Tenant, index: number): string {
  const id = entraDeviceId(tenant, index);
  return index === stage.shoutedId || index % 23 === 1 ? id.toUpperCase() : id;
}

interface Shape {
  readonly displayName: string;
  readonly operatingSystem: string;
  readonly trustType: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly owners: readonly number[];
  readonly born: number;
}

function entraRecord(tenant: Tenant, of: { index: number; day: number }, shape: Shape): JsonObject {
  const signIn = epochStart(tenant, { purpose: "sign-in", index: of.index, length: 14 }, of.day);
  return {
    id: entraObjectId(tenant, of.index),
    deviceId: statedDeviceId(tenant, of.index),
    displayName: shape.displayName,
    accountEnabled: of.index % 41 !== 0,
    operatingSystem: shape.operatingSystem,
    operatingSystemVersion: shape.operatingSystem === "Windows" ? "10.0.22631.3447" : "17.6",
    trustType: shape.trustType,
    profileType: "RegisteredDevice",
    isCompliant: of.index % 7 === 0 ? null : of.index % 7 !== 3,
    isManaged: of.index % 5 === 0 ? null : true,
    managementType: of.index % 5 === 0 ? null : "MDM",
    mdmAppId: of.index % 5 === 0 ? null : "0000000a-0000-0000-c000-000000000000",
    manufacturer: shape.manufacturer,
    model: shape.model,
    deviceOwnership: shape.trustType === "Workplace" ? "Personal" : "Company",
    deviceCategory: null,
    enrollmentType: null,
    registrationDateTime: isoSeconds(
      morning(tenant, shape.born) - 86_400_000 * (shape.born > 0 ? 0 : 200),
    ),
    approximateLastSignInDateTime: isoSeconds(
      morning(tenant, Math.max(signIn, shape.born)) - 7_200_000,
    ),
    onPremisesSyncEnabled: shape.trustType === "ServerAd" ? true : null,
    onPremisesSecurityIdentifier: null,
    physicalIds: [],
    systemLabels: [],
    alternativeSecurityIds: [],
    registeredOwners: shape.owners.map((slot) => owner(tenant, slot, of.day)),
  };
}

const MODELS = [
  ["Dell Inc.", "Latitude 7440"],
  ["LENOVO", "21CBCTO1WW"],
  ["HP", "EliteBook 840 G10"],
  ["Microsoft Corporation", "Surface Laptop 5"],
  ["Microsoft Corporation", "Virtual Machine"],
] as const;

/** The Entra record of a computer on a day. */
export function computerRecord(tenant: Tenant, device: Device, day: number): JsonObject {
  const [manufacturer, model] = at(MODELS, device.index % MODELS.length);
  return entraRecord(
    tenant,
    { index: device.index, day },
    {
      displayName: device.host?.toUpperCase() ?? "UNNAMED",
      operatingSystem: device.system.family === "mac" ? "MacMDM" : "Windows",
      trustType: device.join === "hybrid" ? "ServerAd" : "AzureAd",
      manufacturer,
      model,
      owners: entraOwnersOn(tenant, device, day),
      born: bornOn(tenant.machines, device.index),
    },
  );
}

/** The Entra record of a user's phone on a day. */
export function phoneRecord(tenant: Tenant, slot: number, day: number): JsonObject {
  const isApple = slot % 2 === 0;
  return entraRecord(
    tenant,
    { index: PHONES + slot, day },
    {
      displayName: `${isApple ? "iPhone" : "Galaxy"} ${slot}`,
      operatingSystem: isApple ? "IPhone" : "AndroidForWork",
      trustType: "Workplace",
      manufacturer: isApple ? "Apple" : "samsung",
      model: null,
      owners: [slot],
      born: bornOn(tenant.users, slot),
    },
  );
}
