import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { listByLinks, type Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A verified domain of a tenant. */
interface VerifiedDomain {
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

/** The tenant: a collection of exactly one. */
export function listOrganization(reading: Reading): Listing<Organization> {
  return listByLinks(reading, {
    call: {
      api: "graph",
      family: "graph",
      path: "/v1.0/organization",
      what: "organization",
      permission: "Organization.Read.All",
    },
    key: (organization) => organization.id,
    isNeverEmpty: true,
    parse: organizationOf,
  });
}

function organizationOf(record: RecordReader): Organization | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  const size = record.object("directorySizeQuota");
  return {
    id,
    displayName: record.text("displayName"),
    verifiedDomains: record.objects("verifiedDomains").flatMap(domainOf),
    tenantType: record.text("tenantType"),
    countryLetterCode: record.text("countryLetterCode"),
    city: record.text("city"),
    state: record.text("state"),
    street: record.text("street"),
    postalCode: record.text("postalCode"),
    preferredLanguage: record.text("preferredLanguage"),
    businessPhones: record.texts("businessPhones"),
    technicalNotificationMails: record.texts("technicalNotificationMails"),
    createdOn: record.time("createdDateTime"),
    onPremisesSyncEnabled: record.flag("onPremisesSyncEnabled"),
    onPremisesLastSyncOn: record.time("onPremisesLastSyncDateTime"),
    directorySizeUsed: size?.number("used") ?? null,
    directorySizeTotal: size?.number("total") ?? null,
    raw: record.raw,
  };
}

function domainOf(record: RecordReader): readonly VerifiedDomain[] {
  const name = record.text("name");
  const isDefault = record.flag("isDefault") ?? false;
  const isInitial = record.flag("isInitial") ?? false;
  return name === null ? [] : [{ name, isDefault, isInitial }];
}
