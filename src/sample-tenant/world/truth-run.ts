import type { Facts } from "./facts.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";

/** The steps that any reader of the tenant runs. */
const steps = [
  "account",
  "users",
  "groups",
  "group_members",
  "machines",
  "device_owners",
  "logon_users",
  "vulnerabilities",
  "identities",
  "employees",
] as const;

/** That the tenant was read: the reader's last run and its steps. */
export function* runTruth(
  { tenant }: Facts,
  pen: TruthPen,
  packs: readonly string[],
): Generator<TruthEntity | TruthRelationship> {
  const run = truthKeys.run(tenant.id);
  yield pen.entity("run", run, { id: tenant.id });
  yield truthEdge("accountHasRun", [truthKeys.account(tenant.id), run]);
  // Hunting is a way to read logon users, not a step.
  for (const id of [...steps, ...packs.filter((pack) => pack !== "hunting")]) {
    const key = truthKeys.step(tenant.id, id);
    yield pen.entity("step", key, { id });
    yield truthEdge("runHasStep", [run, key]);
  }
}
