/** What a user switches on or off. */
export type DataSource =
  | "users"
  | "groups"
  | "devices"
  | "machines"
  | "vulnerabilities"
  | "software"
  | "logon_users"
  | OptionalSource;

/** Sources that a tenant may do without. */
export type OptionalSource =
  | "alerts"
  | "software_inventory"
  | "browser_extensions"
  | "missing_updates"
  | "recommendations"
  | "scores"
  | "secure_configurations"
  | "certificates"
  | "machine_actions"
  /** Logon users by a few questions in place of a call a machine. */
  | "hunting";

/** The steps of a run, by id. */
export type StepId =
  | "account"
  | "users"
  | "groups"
  | "group_members"
  | "machines"
  | "device_owners"
  | "vulnerabilities"
  | "logon_users"
  | "identities"
  | "employees"
  | Exclude<OptionalSource, "hunting">;

/** Read unless the user says otherwise, in the order in which they are shown; optional ones where the permission is there. */
export const defaultSources: readonly DataSource[] = [
  "users",
  "groups",
  "machines",
  "devices",
  "logon_users",
  "vulnerabilities",
  "software",
  "alerts",
  "software_inventory",
  "browser_extensions",
  "recommendations",
  "scores",
  "hunting",
];

/** Every data source. The last ones cost many calls or rows, and are read only where they are asked for. */
export const dataSources: readonly DataSource[] = [
  ...defaultSources,
  "missing_updates",
  "secure_configurations",
  "certificates",
  "machine_actions",
];
