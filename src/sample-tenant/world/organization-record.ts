import type { JsonObject } from "../../base/json.ts";
import { everUpTo } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { isoSeconds, morning } from "./times.ts";

/** The tenant as Graph `/organization` shows it on a day. */
export function organizationRecord(tenant: Tenant, day: number): JsonObject {
  const isSynced = tenant.size.groups > 0;
  return {
    id: tenant.id,
    deletedDateTime: null,
    ...CONTACT,
    createdDateTime: "2016-03-14T09:26:53Z",
    displayName: tenant.name,
    onPremisesLastSyncDateTime: isSynced ? isoSeconds(morning(tenant, day) - 1_500_000) : null,
    onPremisesSyncEnabled: isSynced ? true : null,
    technicalNotificationMails: [`it@${tenant.domain}`],
    tenantType: "AAD",
    directorySizeQuota: { used: everUpTo(tenant.users, day) * 3, total: 300_000 },
    assignedPlans: PLANS,
    provisionedPlans: [],
    onPremisesSyncStatus: [],
    privacyProfile: null,
    verifiedDomains: [
      domain(tenant.domain, "default"),
      domain(tenant.subsidiary, "further"),
      domain(tenant.initialDomain, "initial"),
    ],
  };
}

const CONTACT: JsonObject = {
  businessPhones: ["+41 44 555 01 00"],
  city: "Zürich",
  country: null,
  countryLetterCode: "CH",
  defaultUsageLocation: null,
  isMultipleDataLocationsForServicesEnabled: null,
  marketingNotificationEmails: [],
  partnerTenantType: null,
  postalCode: "8005",
  preferredLanguage: "en",
  securityComplianceNotificationMails: [],
  securityComplianceNotificationPhones: [],
  state: null,
  street: "Hardstrasse 201",
};

const PLANS: readonly JsonObject[] = [
  {
    assignedDateTime: "2024-02-01T08:00:00Z",
    capabilityStatus: "Enabled",
    service: "WindowsDefenderATP",
    servicePlanId: "871d91ec-ec1a-452b-a83f-bd76c7d770ef",
  },
];

function domain(name: string, as: "default" | "initial" | "further"): JsonObject {
  return {
    capabilities: as === "default" ? "Email, OfficeCommunicationsOnline" : "Email",
    isDefault: as === "default",
    isInitial: as === "initial",
    name,
    type: "Managed",
  };
}
