/** `_key` of the tenant's account. */
export const accountKey = (tenantId: string): string => `microsoft_defender_account:${tenantId}`;

/** `_key` of a Defender machine. */
export const machineKey = (machineId: string): string => `microsoft_defender_machine:${machineId}`;

/** `_key` of the device that a machine is. A dot, not a colon: JupiterOne's form. */
export const endpointKey = (machineId: string): string => `user_endpoint.${machineId}`;

/** `_key` of a directory user. */
export const userKey = (objectId: string): string => `microsoft_defender_user:${objectId}`;

/** `_key` of a directory group. */
export const groupKey = (objectId: string): string => `microsoft_defender_group:${objectId}`;

/** `_key` of a group member that is no user we hold. */
export const groupUserKey = (objectId: string): string =>
  `microsoft_defender_group_user:${objectId}`;

/** The object id of a group, by its `_key`. */
export const groupIdOf = (key: string): string => key.slice(groupKey("").length);

/** The object id of a group member that is no user we hold, by its `_key`; `null` for keys of other things. */
export const groupUserIdOf = (key: string): string | null =>
  key.startsWith(groupUserKey("")) ? key.slice(groupUserKey("").length) : null;

/** `_key` of an account that logs on; `account` is `domain\user`, or `<machine id>:<user>` for a device-local one. */
export const logonUserKey = (account: string): string => `microsoft_defender_logon_user:${account}`;

const numbered = /^[a-z]+-[\d-]+$/i;

/** The one spelling of a weakness's id: `CVE-2024-1` and its like in upper case, others as Defender spells them. */
export const weaknessId = (id: string): string => (numbered.test(id) ? id.toUpperCase() : id);

/** `_key` of a finding, by the one spelling of its id. */
export const vulnerabilityKey = (cveId: string): string =>
  `microsoft_defender_vulnerability:${cveId}`;

/** The id of a finding, by its `_key`. */
export const vulnerabilityIdOf = (key: string): string => key.slice(vulnerabilityKey("").length);

/** The id of a machine, by its `_key`. */
export const machineIdOf = (key: string): string => key.slice(machineKey("").length);

/** `_key` of a CVE. */
export const cveKey = (cveId: string): string => cveId.toLowerCase();

/** `_key` of a software version; `name` is `vendor:product:version`. */
export const softwareKey = (name: string): string => `microsoft_defender_software:${name}`;

/** `_key` of an alert. */
export const alertKey = (id: string): string => `microsoft_defender_alert:${id}`;

/** `_key` of a software version that is out of support; `name` is `vendor:product:version`. */
export const endOfSupportKey = (name: string): string =>
  `microsoft_defender_end_of_support:${name}`;

/** `_key` of a browser extension; `name` is `browser:extension id:version`. */
export const browserExtensionKey = (name: string): string =>
  `microsoft_defender_browser_extension:${name}`;

/** `_key` of an update that machines lack. */
export const missingUpdateKey = (id: string): string => `microsoft_defender_missing_update:${id}`;

/** `_key` of a recommendation. */
export const recommendationKey = (id: string): string => `microsoft_defender_recommendation:${id}`;

/** `_key` of a score of the tenant. */
export const scoreKey = (kind: string): string => `microsoft_defender_score:${kind}`;

/** `_key` of a configuration that machines are assessed by. */
export const secureConfigurationKey = (id: string): string =>
  `microsoft_defender_secure_configuration:${id}`;

/** `_key` of a certificate. */
export const certificateKey = (thumbprint: string): string =>
  `microsoft_defender_certificate:${thumbprint}`;

/** `_key` of an action on a machine. */
export const machineActionKey = (id: string): string => `microsoft_defender_machine_action:${id}`;

/** `_key` of the last run of a tenant. */
export const runKey = (tenantId: string): string => `defender_graph_run:${tenantId}`;

/** `_key` of a step of the last run. */
export const stepKey = (tenantId: string, step: string): string =>
  `defender_graph_step:${tenantId}:${step}`;

/** `_key` of an employee; `name` is the mail address in lower case, or an object id. */
export const personKey = (name: string): string => `person:${name}`;
