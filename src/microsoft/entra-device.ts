import type { EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { linkedBodies, listByLinks, type Reading } from "./collection.ts";
import type { Call } from "./call.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A device as Entra knows it: Graph `/devices` with its registered owners. */
export interface EntraDevice {
  /** Object id of the directory object. */
  readonly id: string;
  /** Joins Defender's `aadDeviceId`. */
  readonly deviceId: string | null;
  readonly displayName: string | null;
  readonly accountEnabled: boolean | null;
  readonly operatingSystem: string | null;
  readonly operatingSystemVersion: string | null;
  /** Workplace, AzureAd or ServerAd. */
  readonly trustType: string | null;
  readonly isCompliant: boolean | null;
  readonly isManaged: boolean | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly deviceOwnership: string | null;
  readonly registeredOn: EpochMs | null;
  readonly lastSignInOn: EpochMs | null;
  /** Object ids of the users registered as owners. */
  readonly ownerIds: readonly string[];
  readonly raw: JsonObject;
}

const fields = [
  "id",
  "deviceId",
  "displayName",
  "accountEnabled",
  "operatingSystem",
  "operatingSystemVersion",
  "trustType",
  "isCompliant",
  "isManaged",
  "manufacturer",
  "model",
  "deviceOwnership",
  "registrationDateTime",
  "approximateLastSignInDateTime",
].join(",");

const ownerFields = "$select=id,userPrincipalName";

/** Graph expands this many objects and says nothing of further ones (`microsoft-apis` §2.3). */
const mostExpanded = 20;

const call = {
  api: "graph",
  family: "graph",
  path: `/v1.0/devices?$select=${fields}&$expand=registeredOwners(${ownerFields})&$top=999`,
  what: "Entra devices",
  permission: "Directory.Read.All",
  cost: 2,
} as const satisfies Call;

/** All Entra devices with the ids of their registered owners. */
export function listEntraDevices(reading: Reading): Listing<EntraDevice> {
  const listing = listByLinks(reading, { call, key: (device) => device.id, parse: deviceOf });
  return { ...listing, pages: (signal) => withAllOwners(reading, listing.pages(signal), signal) };
}

async function* withAllOwners(
  reading: Reading,
  pages: AsyncIterable<Page<EntraDevice>>,
  signal?: AbortSignal,
): AsyncGenerator<Page<EntraDevice>> {
  for await (const page of pages) {
    const items: EntraDevice[] = [];
    for (const device of page.items) {
      const isCut = arrayOf(device.raw["registeredOwners"]).length >= mostExpanded;
      items.push(
        isCut ? { ...device, ownerIds: await allOwners(reading, device.id, signal) } : device,
      );
    }
    yield { ...page, items };
  }
}

async function allOwners(
  reading: Reading,
  id: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const owners = { ...call, path: `/v1.0/devices/${id}/registeredOwners?${ownerFields}&$top=999` };
  const ids: string[] = [];
  for await (const body of linkedBodies(reading, owners, { signal })) {
    ids.push(...ownerIdsOf(body["value"]));
  }
  return ids;
}

function deviceOf(record: RecordReader): EntraDevice | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    deviceId: record.text("deviceId"),
    displayName: record.text("displayName"),
    accountEnabled: record.flag("accountEnabled"),
    operatingSystem: record.text("operatingSystem"),
    operatingSystemVersion: record.text("operatingSystemVersion"),
    trustType: record.text("trustType"),
    isCompliant: record.flag("isCompliant"),
    isManaged: record.flag("isManaged"),
    manufacturer: record.text("manufacturer"),
    model: record.text("model"),
    deviceOwnership: record.text("deviceOwnership"),
    registeredOn: record.time("registrationDateTime"),
    lastSignInOn: record.time("approximateLastSignInDateTime"),
    ownerIds: ownerIdsOf(record.raw["registeredOwners"]),
    raw: record.raw,
  };
}

/** Owners that are users; service principals may own devices too. */
function ownerIdsOf(owners: Json | undefined): readonly string[] {
  return arrayOf(owners).flatMap((owner) => {
    const type = isObject(owner) ? (owner["@odata.type"] ?? "#microsoft.graph.user") : null;
    const id = isObject(owner) ? owner["id"] : null;
    return type === "#microsoft.graph.user" && typeof id === "string" ? [id] : [];
  });
}
