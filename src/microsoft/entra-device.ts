import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

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
