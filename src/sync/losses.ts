import type { Complete } from "../base/complete.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { Losses } from "../store/losses.ts";
import type { StepOutcome } from "./step.ts";
import type { StepId } from "./source.ts";
import { steps } from "./steps.ts";

// A machine that is held back is not asked for its accounts, and its findings stay; so it is with groups and members.
const foundThrough = [
  relationshipTypes.groupHasGroupUser.type,
  relationshipTypes.machineHasLogonUser.type,
  relationshipTypes.machineIdentifiedVulnerability.type,
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.machineManagesEndpoint.type,
  relationshipTypes.machineHasAlert.type,
  relationshipTypes.machineHasAction.type,
  relationshipTypes.machineHasCertificate.type,
  relationshipTypes.machineIdentifiedEndOfSupport.type,
  relationshipTypes.machineIdentifiedMissingUpdate.type,
  relationshipTypes.machineInstalledBrowserExtension.type,
  relationshipTypes.machineViolatesConfiguration.type,
  relationshipTypes.softwareHasVulnerability.type,
  relationshipTypes.vulnerabilityIsCve.type,
];

const computedFrom = new Map(
  steps.flatMap(({ emits, computedFrom: inputs = [] }) =>
    inputs.length === 0 ? [] : emits.map((type) => [type, inputs] as const),
  ),
);

function receiptsByType(
  outcomes: ReadonlyMap<StepId, StepOutcome>,
): ReadonlyMap<string, readonly Complete[]> {
  const receipts = new Map<string, readonly Complete[]>();
  for (const outcome of outcomes.values())
    for (const type of outcome.loses) receipts.set(type, outcome.receipts);
  return receipts;
}

interface Ending {
  readonly outcomes: ReadonlyMap<StepId, StepOutcome>;
  /** A person agreed to deletions that are held back. */
  readonly confirmHeld: boolean;
}

/** What a run may take out of the graph, as far as its steps have ended. */
export function lossesOf({ outcomes, confirmHeld }: Ending): Losses {
  return { receipts: receiptsByType(outcomes), confirmHeld, foundThrough, computedFrom };
}
