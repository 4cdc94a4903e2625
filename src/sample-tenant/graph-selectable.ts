/** Kinds of directory objects whose `$select` is checked by a list of names; users have rules of their own. */
export type Selectable = "group" | "device" | "organization";

const fields: Readonly<Record<Selectable, string>> = {
  group:
    "allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers classification createdDateTime " +
    "deletedDateTime description displayName expirationDateTime groupTypes hasMembersWithLicenseErrors " +
    "hideFromAddressLists hideFromOutlookClients id isArchived isAssignableToRole isManagementRestricted " +
    "isSubscribedByMail licenseProcessingState mail mailEnabled mailNickname membershipRule " +
    "membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName " +
    "onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled " +
    "preferredDataLocation preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions " +
    "resourceProvisioningOptions securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName " +
    "unseenCount visibility",
  device:
    "accountEnabled alternativeSecurityIds approximateLastSignInDateTime complianceExpirationDateTime " +
    "deletedDateTime deviceCategory deviceId deviceMetadata deviceOwnership deviceVersion displayName " +
    "enrollmentProfileName enrollmentType extensionAttributes id isCompliant isManaged isManagementRestricted " +
    "isRooted managementType manufacturer mdmAppId model onPremisesLastSyncDateTime " +
    "onPremisesSecurityIdentifier onPremisesSyncEnabled operatingSystem operatingSystemVersion physicalIds " +
    "profileType registrationDateTime systemLabels trustType",
  organization:
    "assignedPlans businessPhones city country countryLetterCode createdDateTime defaultUsageLocation " +
    "deletedDateTime directorySizeQuota displayName id isMultipleDataLocationsForServicesEnabled " +
    "marketingNotificationEmails mobileDeviceManagementAuthority onPremisesLastSyncDateTime " +
    "onPremisesSyncEnabled onPremisesSyncStatus partnerTenantType postalCode preferredLanguage privacyProfile " +
    "provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones state street " +
    "technicalNotificationMails tenantType verifiedDomains",
};

const names = new Map(
  Object.entries(fields).map(([kind, text]) => [kind, new Set(text.split(" "))] as const),
);

/** The first of these fields that such an object does not have. */
export function unknownField(
  kind: Selectable,
  selected: readonly string[] | undefined,
): string | undefined {
  return selected?.find((field) => names.get(kind)?.has(field) !== true);
}
