import { entityTypes, relationshipTypes } from "../convert/types.ts";

/** What a run tells of itself: no news of the tenant, so reports leave it out. */
export const ownTypes: ReadonlySet<string> = new Set([
  entityTypes.run.type,
  entityTypes.step.type,
  relationshipTypes.accountHasRun.type,
  relationshipTypes.runHasStep.type,
]);
