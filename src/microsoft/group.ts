import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** A directory group: Graph `/groups`. */
export interface Group {
  readonly id: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly mail: string | null;
  readonly mailEnabled: boolean | null;
  readonly mailNickname: string | null;
  readonly securityEnabled: boolean | null;
  readonly groupTypes: readonly string[];
  readonly visibility: string | null;
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: string | null;
  readonly isAssignableToRole: boolean | null;
  readonly createdOn: EpochMs | null;
  readonly renewedOn: EpochMs | null;
  readonly expirationOn: EpochMs | null;
  readonly classification: string | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesSamAccountName: string | null;
  /** DNS name of the domain, such as `corp.contoso.com`. */
  readonly onPremisesDomainName: string | null;
  /** Short name of the same domain, such as `CONTOSO`. */
  readonly onPremisesNetBiosName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  readonly securityIdentifier: string | null;
  readonly resourceProvisioningOptions: readonly string[];
  readonly proxyAddresses: readonly string[];
  readonly raw: JsonObject;
}

/** One direct member of a group: Graph `/groups/{id}/members`. */
export interface GroupMember {
  readonly id: string;
  /** What it is; `other` covers kinds that Microsoft may add. */
  readonly kind: "user" | "group" | "device" | "servicePrincipal" | "contact" | "other";
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string | null;
  readonly raw: JsonObject;
}

/** All direct members of one group. */
export interface GroupMembers {
  readonly groupId: string;
  readonly members: readonly GroupMember[];
}
