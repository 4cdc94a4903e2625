import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { User } from "../microsoft/user.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, userKey } from "./keys.ts";
import { addressOfPrincipal, domainOf, emailOf, localPartOf } from "./mail.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = (user: User): string =>
  user.displayName?.trim() || user.userPrincipalName?.trim() || user.id;

const mailOf = (user: User): string | null => emailOf(user.mail, user.userPrincipalName);

function isGuest({ userType }: User): boolean | null {
  return userType === null ? null : userType.toLowerCase() === "guest";
}

const identity: PropertyTable<User> = {
  id: text("Object id.", (user) => user.id),
  name: text("Display name, else user principal name, else object id.", nameOf),
  displayName: text("The same.", nameOf),
  username: required(text("User principal name.", (user) => user.userPrincipalName)),
  email: required(
    text("Mail, else the user principal name where it is an address (not a guest's).", mailOf),
  ),
  emailDomain: texts("Domain of the email.", (user) => [domainOf(mailOf(user))]),
  shortLoginId: required(
    text("What precedes the `@` of the user principal name.", (user) =>
      localPartOf(addressOfPrincipal(user.userPrincipalName)),
    ),
  ),
  firstName: required(text("Given name.", (user) => user.givenName)),
  lastName: required(text("Surname.", (user) => user.surname)),
  active: required(
    flag("Whether the account may sign in (`accountEnabled`).", (user) => user.accountEnabled),
  ),
  accountEnabled: flag("The same, under Graph's name.", (user) => user.accountEnabled),
  userType: text("`Member` or `Guest`.", (user) => user.userType),
  isGuest: flag("The user type is `Guest`.", isGuest),
  userPrincipalName: text("User principal name.", (user) => user.userPrincipalName),
  mail: text("Mail.", (user) => user.mail),
  mailNickname: text("Mail alias.", (user) => user.mailNickname),
  givenName: text("Given name, under Graph's name.", (user) => user.givenName),
  surname: text("Surname, under Graph's name.", (user) => user.surname),
  proxyAddresses: texts(
    "All addresses, such as `SMTP:ada@contoso.com`.",
    (user) => user.proxyAddresses,
  ),
  otherMails: texts("Further addresses.", (user) => user.otherMails),
};

const employment: PropertyTable<User> = {
  employeeId: text("Employee number.", (user) => user.employeeId),
  employeeType: text("Such as `Employee` or `Contractor`.", (user) => user.employeeType),
  employeeHireOn: time("Start of work.", (user) => user.employeeHireOn),
  managerId: text("Object id of the manager.", (user) => user.managerId),
  costCenter: text("Cost centre.", (user) => user.costCenter),
  division: text("Division.", (user) => user.division),
  department: text("Department.", (user) => user.department),
  companyName: text("Company.", (user) => user.companyName),
  jobTitle: text("Job title.", (user) => user.jobTitle),
  officeLocation: text("Office.", (user) => user.officeLocation),
  usageLocation: text("Country of use, two letters.", (user) => user.usageLocation),
  city: text("City.", (user) => user.city),
  state: text("State or province.", (user) => user.state),
  country: text("Country.", (user) => user.country),
  preferredLanguage: text("Language.", (user) => user.preferredLanguage),
  mobilePhone: text("Mobile phone.", (user) => user.mobilePhone),
  businessPhones: texts("Phone numbers.", (user) => user.businessPhones),
};

const origin: PropertyTable<User> = {
  createdOn: time("When the account was made.", (user) => user.createdOn),
  passwordChangedOn: time(
    "The last change of password (`lastPasswordChangeDateTime`).",
    (user) => user.lastPasswordChangeOn,
  ),
  externalUserState: text(
    "A guest's invitation: `PendingAcceptance` or `Accepted`.",
    (user) => user.externalUserState,
  ),
  creationType: text(
    "How the account came to be, such as `Invitation`.",
    (user) => user.creationType,
  ),
  isResourceAccount: flag("A device's or service's account.", (user) => user.isResourceAccount),
  onPremisesSyncEnabled: flag(
    "Synchronised from an on-premises directory.",
    (user) => user.onPremisesSyncEnabled,
  ),
  onPremisesLastSyncOn: time("The last synchronisation.", (user) => user.onPremisesLastSyncOn),
  onPremisesImmutableId: text(
    "Joins the on-premises object.",
    (user) => user.onPremisesImmutableId,
  ),
  onPremisesDistinguishedName: text(
    "On-premises distinguished name.",
    (user) => user.onPremisesDistinguishedName,
  ),
  onPremisesSamAccountName: text(
    "On-premises account name.",
    (user) => user.onPremisesSamAccountName,
  ),
  onPremisesDomainName: text(
    "On-premises domain, as a DNS name.",
    (user) => user.onPremisesDomainName,
  ),
  onPremisesUserPrincipalName: text(
    "On-premises user principal name.",
    (user) => user.onPremisesUserPrincipalName,
  ),
  onPremisesSecurityIdentifier: text(
    "On-premises SID.",
    (user) => user.onPremisesSecurityIdentifier,
  ),
  securityIdentifier: text("Cloud SID.", (user) => user.securityIdentifier),
};

/** What a directory user carries. */
export const userTable: PropertyTable<User> = { ...identity, ...employment, ...origin };

const userProperties = propertiesBy(userTable);

/** A directory user: guest, disabled and service accounts too. The edge from the manager needs the manager to be held. */
export function userOf(user: User, tenantId: string): Converted {
  const key = userKey(user.id);
  const { type, classes } = entityTypes.user;
  const entity = { key, type, classes, properties: userProperties(user), raw: user.raw };
  return { entities: [entity], relationships: userEdges(key, user.managerId, tenantId) };
}

function userEdges(key: string, managerId: string | null, tenantId: string): Relationship[] {
  const held = edge(relationshipTypes.accountHasUser, { from: accountKey(tenantId), to: key });
  if (managerId === null) return [held];
  return [held, edge(relationshipTypes.userManagesUser, { from: userKey(managerId), to: key })];
}

/** The manager of a user in the graph. */
export function managerIn({ properties }: Entity): string | null {
  const { managerId } = properties;
  return typeof managerId === "string" ? managerId : null;
}

/** A user of the graph that did not change; its manager may be gone. */
export function sameUser(
  user: Entity,
  { tenantId, isGone }: { readonly tenantId: string; isGone: (userId: string) => boolean },
): Converted {
  const managerId = managerIn(user);
  if (managerId === null || !isGone(managerId))
    return { entities: [user], relationships: userEdges(user.key, managerId, tenantId) };
  const { managerId: _, ...properties } = user.properties;
  return {
    entities: [{ ...user, properties }],
    relationships: userEdges(user.key, null, tenantId),
  };
}
