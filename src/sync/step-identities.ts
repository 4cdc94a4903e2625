import { createIdentityIndex, type UnresolvedAccount } from "../convert/identities.ts";
import { relationshipTypes } from "../convert/types.ts";
import { stage } from "./collections.ts";
import { inputsAreProven } from "./derived.ts";
import { identityInputs, readForIdentities } from "./people-inputs.ts";
import type { StepId } from "./source.ts";
import type { Step, StepContext } from "./step.ts";

const emits = [relationshipTypes.logonUserIsUser.type];
/**
 * What must be proven before an identity may be taken back. Not alerts: what they told stays as long as they do, and
 * most tenants are read without.
 */
const provenBy: readonly StepId[] = ["users", "groups", "machines", "device_owners", "logon_users"];

function tell(context: StepContext, unresolved: readonly UnresolvedAccount[]): void {
  const ambiguous = unresolved.filter(({ reason }) => reason === "ambiguous").length;
  const nobody = unresolved.length - ambiguous;
  const say = (code: string, count: number, why: string): void => {
    if (count > 0)
      context.note(
        code,
        `${count} accounts that log on belong to no directory user: ${why}.`,
        count,
      );
  };
  say("accounts_ambiguous", ambiguous, "several users fit and nothing decides between them");
  say("accounts_unknown", nobody, "no user fits");
}

/** Which directory user is behind which account that logs on. Computed from the graph as it would be. */
export const identitiesStep: Step = {
  id: "identities",
  title: "Identities",
  source: null,
  dependsOn: [...provenBy, "alerts"],
  emits,
  computedFrom: identityInputs,
  async run(context) {
    const { settings, findings } = context.people;
    const { learnt, links, rules } = settings;
    const index = createIdentityIndex({ learnt, links, domains: rules.domains });
    await readForIdentities(context, index);
    const found = index.resolve();
    await stage(context, { entities: [], relationships: found.relationships });
    findings.unresolved = found.unresolved;
    findings.learnt = found.learnt;
    tell(context, found.unresolved);
    return inputsAreProven(context, provenBy, {
      received: found.relationships.length,
      loses: emits,
    });
  },
};
