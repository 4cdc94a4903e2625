import type { TypesOfSteps } from "../../alert/doubt.ts";
import { steps } from "../../sync/steps.ts";

/** Which types each step of a run reads. */
export const typesOfSteps: TypesOfSteps = Object.fromEntries(
  steps.map(({ id, emits }) => [id, emits]),
);
