import type { Step } from "./step.ts";
import { accountStep } from "./step-account.ts";
import { alertsStep } from "./step-alerts.ts";
import { certificatesStep, secureConfigurationsStep } from "./step-assessments.ts";
import { deviceOwnersStep } from "./step-device-owners.ts";
import { employeesStep } from "./step-employees.ts";
import { groupMembersStep } from "./step-group-members.ts";
import { groupsStep } from "./step-groups.ts";
import { identitiesStep } from "./step-identities.ts";
import { browserExtensionsStep, softwareInventoryStep } from "./step-inventory.ts";
import { logonUsersStep } from "./step-logon-users.ts";
import { machinesStep } from "./step-machines.ts";
import { machineActionsStep } from "./step-machine-actions.ts";
import { missingUpdatesStep } from "./step-missing-updates.ts";
import { recommendationsStep } from "./step-recommendations.ts";
import { scoresStep } from "./step-scores.ts";
import { usersStep } from "./step-users.ts";
import { vulnerabilitiesStep } from "./step-vulnerabilities.ts";

/** Every step of a run. */
export const steps: readonly Step[] = [
  accountStep,
  usersStep,
  groupsStep,
  groupMembersStep,
  machinesStep,
  deviceOwnersStep,
  logonUsersStep,
  vulnerabilitiesStep,
  alertsStep,
  softwareInventoryStep,
  browserExtensionsStep,
  missingUpdatesStep,
  secureConfigurationsStep,
  certificatesStep,
  recommendationsStep,
  scoresStep,
  machineActionsStep,
  identitiesStep,
  employeesStep,
];
