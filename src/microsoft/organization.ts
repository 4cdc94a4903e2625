import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** A verified domain of a tenant. */
export interface VerifiedDomain {
  readonly name: string;
  readonly isDefault: boolean;
  readonly isInitial: boolean;
}

/** The tenant itself: Graph `/organization`. */
export interface Organization {
  /** Tenant id, a GUID. */
  readonly id: string;
  readonly displayName: string | null;
  readonly verifiedDomains: readonly VerifiedDomain[];
  readonly tenantType: string | null;
  readonly countryLetterCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly preferredLanguage: string | null;
  readonly businessPhones: readonly string[];
  readonly technicalNotificationMails: readonly string[];
  readonly createdOn: EpochMs | null;
  /** `null` means never synchronised. */
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesLastSyncOn: EpochMs | null;
  readonly directorySizeUsed: number | null;
  readonly directorySizeTotal: number | null;
  readonly raw: JsonObject;
}
