import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** A directory user: Graph `/users`, fields in `microsoft-apis` §2.3. */
export interface User {
  /** Object id, a GUID. */
  readonly id: string;
  readonly userPrincipalName: string | null;
  readonly mail: string | null;
  readonly mailNickname: string | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly accountEnabled: boolean | null;
  /** Member, Guest or null. */
  readonly userType: string | null;
  readonly employeeId: string | null;
  readonly employeeType: string | null;
  readonly employeeHireOn: EpochMs | null;
  readonly costCenter: string | null;
  readonly division: string | null;
  readonly department: string | null;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
  readonly officeLocation: string | null;
  readonly usageLocation: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly preferredLanguage: string | null;
  readonly mobilePhone: string | null;
  readonly businessPhones: readonly string[];
  readonly createdOn: EpochMs | null;
  readonly lastPasswordChangeOn: EpochMs | null;
  readonly externalUserState: string | null;
  readonly creationType: string | null;
  readonly isResourceAccount: boolean | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesLastSyncOn: EpochMs | null;
  readonly onPremisesImmutableId: string | null;
  readonly onPremisesDistinguishedName: string | null;
  readonly onPremisesSamAccountName: string | null;
  readonly onPremisesDomainName: string | null;
  readonly onPremisesUserPrincipalName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  /** Cloud SID `S-1-12-1-…`, derivable from `id`. */
  readonly securityIdentifier: string | null;
  /** Such as `SMTP:ada@contoso.com` (primary) and `smtp:a.lovelace@contoso.com`. */
  readonly proxyAddresses: readonly string[];
  readonly otherMails: readonly string[];
  /** Object id of the manager, `null` where there is none. */
  readonly managerId: string | null;
  readonly raw: JsonObject;
}
