import type {
  IntegrationExecutionContext,
  IntegrationInvocationConfig,
} from "@jupiterone/integration-sdk-core";
import { type Config, instanceConfigFields, validate } from "./config.ts";
import { ingestionConfig, integrationSteps } from "./steps.ts";

/** What `j1-integration` and JupiterOne's runtime load. */
export const invocationConfig: IntegrationInvocationConfig<Config> = {
  instanceConfigFields,
  integrationSteps,
  validateInvocation: async ({ instance }: IntegrationExecutionContext<Config>) =>
    validate(instance.config),
  ingestionConfig,
};
