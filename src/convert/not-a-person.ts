/** What the rules look at. */
export interface Appearance {
  readonly userType: string | null;
  readonly isResourceAccount: boolean | null;
  readonly employeeType: string | null;
  readonly userPrincipalName: string | null;
  /** What precedes the `@` of the user principal name. */
  readonly localPart: string | null;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly employeeId: string | null;
  readonly department: string | null;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
}

/** The names of all that the rules look at. */
export const appearanceFields = [
  "userType",
  "isResourceAccount",
  "employeeType",
  "userPrincipalName",
  "localPart",
  "displayName",
  "mail",
  "employeeId",
  "department",
  "companyName",
  "jobTitle",
] as const satisfies readonly (keyof Appearance)[];

/** A sign that a user is no human employee. Case does not matter. */
export interface NotAPersonRule {
  readonly name: string;
  readonly field: keyof Appearance;
  /** The field is one of these, in lower case. */
  readonly values?: readonly string[];
  /** The field fits this. */
  readonly pattern?: RegExp;
  readonly why: string;
}

/** The rules, the first that fits gives the reason. */
export const notAPersonRules: readonly NotAPersonRule[] = [
  {
    name: "guest",
    field: "userType",
    values: ["guest"],
    why: "A guest belongs to another organization. A user without a type counts as a member.",
  },
  {
    name: "resource_account",
    field: "isResourceAccount",
    values: ["true"],
    why: "The directory marks it as the account of a resource.",
  },
  {
    name: "employee_type",
    field: "employeeType",
    values: ["service", "shared", "system", "bot", "generic", "room", "equipment", "resource"],
    why: "The organization marks it as no human's.",
  },
  {
    name: "sync_account",
    field: "displayName",
    values: ["on-premises directory synchronization service account"],
    why: "Microsoft's own account for directory synchronisation.",
  },
  {
    name: "sync_name",
    field: "localPart",
    pattern: /^sync_/i,
    why: "Microsoft names its synchronisation accounts Sync_<server>_<id>.",
  },
  {
    name: "health_mailbox",
    field: "displayName",
    pattern: /^healthmailbox/i,
    why: "Exchange's own monitoring mailbox.",
  },
  {
    name: "health_mailbox_name",
    field: "localPart",
    pattern: /^healthmailbox/i,
    why: "Exchange's own monitoring mailbox.",
  },
  {
    name: "service_name",
    field: "localPart",
    pattern:
      /^(?:svc|sa|srv|service|sync|room|rm|shared|noreply|no-reply|equipment|conf|test|admin-service)[-_.]/i,
    why: "Its user principal name begins as those of service accounts, rooms and shared mailboxes do.",
  },
];
