import type { Organization } from "../microsoft/organization.ts";
import type { Converted } from "./converted.ts";
import { accountKey } from "./keys.ts";
import { type PropertyTable, number, propertiesBy, text, texts, time, flag } from "./property.ts";
import { entityTypes } from "./types.ts";

const nameOf = (organization: Organization): string =>
  organization.displayName?.trim() || organization.id;

/** What an account carries. */
export const accountTable: PropertyTable<Organization> = {
  id: text("Tenant id.", (organization) => organization.id),
  name: text("The organization's name, else the tenant id.", nameOf),
  displayName: text("The same.", nameOf),
  vendor: text("`Microsoft`.", () => "Microsoft"),
  tenantId: text("Tenant id.", (organization) => organization.id),
  organizationName: text("The organization's name.", (organization) => organization.displayName),
  defaultDomain: text(
    "The verified domain that new users get.",
    ({ verifiedDomains }) => verifiedDomains.find((domain) => domain.isDefault)?.name ?? null,
  ),
  initialDomain: text(
    "The `onmicrosoft.com` domain.",
    ({ verifiedDomains }) => verifiedDomains.find((domain) => domain.isInitial)?.name ?? null,
  ),
  verifiedDomains: texts("All verified domains.", ({ verifiedDomains }) =>
    verifiedDomains.map(({ name }) => name),
  ),
  tenantType: text("Such as `AAD`.", (organization) => organization.tenantType),
  countryLetterCode: text(
    "Country, two letters.",
    (organization) => organization.countryLetterCode,
  ),
  city: text("City.", (organization) => organization.city),
  state: text("State or province.", (organization) => organization.state),
  street: text("Street.", (organization) => organization.street),
  postalCode: text("Postal code.", (organization) => organization.postalCode),
  preferredLanguage: text(
    "Language of the organization.",
    (organization) => organization.preferredLanguage,
  ),
  businessPhones: texts("Phone numbers.", (organization) => organization.businessPhones),
  technicalNotificationMails: texts(
    "Addresses that Microsoft's technical notices go to.",
    (organization) => organization.technicalNotificationMails,
  ),
  createdOn: time("When the tenant was made.", (organization) => organization.createdOn),
  onPremisesSyncEnabled: flag(
    "Synchronised with an on-premises directory; absent when it never was.",
    (organization) => organization.onPremisesSyncEnabled,
  ),
  onPremisesLastSyncOn: time(
    "The last synchronisation.",
    (organization) => organization.onPremisesLastSyncOn,
  ),
  directorySizeUsed: number(
    "Directory objects in use.",
    (organization) => organization.directorySizeUsed,
  ),
  directorySizeTotal: number(
    "Directory objects allowed.",
    (organization) => organization.directorySizeTotal,
  ),
};

const accountProperties = propertiesBy(accountTable);

/** The tenant's account. */
export function accountOf(organization: Organization): Converted {
  const { type, classes } = entityTypes.account;
  const properties = accountProperties(organization);
  const entity = {
    key: accountKey(organization.id),
    type,
    classes,
    properties,
    raw: organization.raw,
  };
  return { entities: [entity], relationships: [] };
}
