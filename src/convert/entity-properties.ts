import { accountTable } from "./account.ts";
import { alertTable } from "./alert.ts";
import { browserExtensionTable } from "./browser-extension.ts";
import { certificateTable } from "./certificate.ts";
import { endOfSupportTable } from "./end-of-support.ts";
import { groupTable, groupUserTable } from "./group.ts";
import { logonUserTable } from "./logon-user.ts";
import { machineActionTable } from "./machine-action.ts";
import { missingUpdateTable } from "./missing-update.ts";
import { recommendationTable } from "./recommendation.ts";
import { scoreTable } from "./score.ts";
import { secureConfigurationTable } from "./secure-configuration.ts";
import { endpointTable, machineTable } from "./machine-properties.ts";
import { personTable } from "./person.ts";
import type { PropertyKind } from "./property.ts";
import { runTable, stepTable } from "./run-facts.ts";
import { softwareTable } from "./software.ts";
import type { EntityType } from "./kind.ts";
import { entityTypes } from "./types.ts";
import { userTable } from "./user.ts";
import { cveTable, vulnerabilityTable } from "./vulnerability.ts";

/** A property of an entity, for people to read. */
export interface EntityProperty {
  readonly kind: PropertyKind;
  readonly meaning: string;
  /** Its class wants it: `null` rather than absent. */
  readonly required: boolean;
}

/** What entities carry, by kind: the same tables that convert them. */
export const entityProperties: readonly (readonly [
  EntityType,
  Readonly<Record<string, EntityProperty>>,
])[] = [
  [entityTypes.account, accountTable],
  [entityTypes.machine, machineTable],
  [entityTypes.endpoint, endpointTable],
  [entityTypes.logonUser, logonUserTable],
  [entityTypes.user, userTable],
  [entityTypes.group, groupTable],
  [entityTypes.groupUser, groupUserTable],
  [entityTypes.vulnerability, vulnerabilityTable],
  [entityTypes.cve, cveTable],
  [entityTypes.software, softwareTable],
  [entityTypes.person, personTable],
  [entityTypes.alert, alertTable],
  [entityTypes.endOfSupport, endOfSupportTable],
  [entityTypes.browserExtension, browserExtensionTable],
  [entityTypes.missingUpdate, missingUpdateTable],
  [entityTypes.recommendation, recommendationTable],
  [entityTypes.score, scoreTable],
  [entityTypes.secureConfiguration, secureConfigurationTable],
  [entityTypes.certificate, certificateTable],
  [entityTypes.machineAction, machineActionTable],
  [entityTypes.run, runTable],
  [entityTypes.step, stepTable],
];
