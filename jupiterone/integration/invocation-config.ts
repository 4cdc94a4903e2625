import type {
  IntegrationExecutionContext,
  IntegrationInvocationConfig,
} from "@jupiterone/integration-sdk-core";
import { type Config, instanceConfigFields, validate } from "./config.ts";
import { integrationSteps } from "./steps.ts";

/** What `j1-integration` and JupiterOne's runtime load. */
export const invocationConfig: IntegrationInvocationConfig<Config> = {
  instanceConfigFields,
  integrationSteps,
  validateInvocation: async ({ instance }: IntegrationExecutionContext<Config>) =>
    validate(instance.config),
  ingestionConfig: {
    users: { title: "Users", description: "Directory users and their managers" },
    groups: { title: "Groups", description: "Groups and their members" },
    machines: { title: "Machines", description: "Devices and their agents" },
    devices: { title: "Device owners", description: "Registered owners of devices" },
    logon_users: { title: "Logon users", description: "Who logs on to which device" },
    vulnerabilities: { title: "Vulnerabilities", description: "Findings, CVEs and software" },
  },
};
