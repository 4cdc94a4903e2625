import type { Facts } from "./facts.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";

/** The steps that any reader of the tenant runs; those of optional permissions are not vouched for. */
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
): Generator<TruthEntity | TruthRelationship> {
  const run = truthKeys.run(tenant.id);
  yield pen.entity("run", run, { id: tenant.id });
  yield truthEdge("accountHasRun", [truthKeys.account(tenant.id), run]);
  for (const id of steps) {
    const key = truthKeys.step(tenant.id, id);
    yield pen.entity("step", key, { id });
    yield truthEdge("runHasStep", [run, key]);
  }
}
