import { userExists } from "./user-life.ts";
import { userId } from "./user-record.ts";
import type { Facts } from "./facts.ts";
import {
  type AlertFact,
  alertAccount,
  alertsOn,
  alertState,
  alertUser,
  raisedAt,
} from "./pack-alerts.ts";
import { accountId } from "./account.ts";
import type { KnownAccounts } from "./truth-accounts.ts";
import { inventoryTruth } from "./truth-inventory.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { postureTruth } from "./truth-posture.ts";

/** Which optional data sources were read, and what is known of accounts. */
export interface PacksRead {
  readonly packs: ReadonlySet<string>;
  readonly accounts: KnownAccounts;
}

/** What optional data sources tell. */
export function* packsTruth(
  facts: Facts,
  pen: TruthPen,
  read: PacksRead,
): Generator<TruthEntity | TruthRelationship> {
  if (read.packs.has("alerts")) {
    for (const alert of alertsOn(facts)) yield* alertTruth(facts, pen, { alert, ...read });
  }
  yield* inventoryTruth(facts, pen, read.packs);
  yield* postureTruth(facts, pen, read.packs);
}

function* alertTruth(
  facts: Facts,
  pen: TruthPen,
  { alert, accounts }: PacksRead & { readonly alert: AlertFact },
): Generator<TruthEntity | TruthRelationship> {
  const { tenant, day, devices } = facts;
  const key = truthKeys.alert(alert.id);
  const { status, title, category, technique, severity } = alertState(alert, day);
  yield pen.entity("alert", key, {
    id: alert.id,
    severity,
    status,
    title,
    category,
    open: status !== "Resolved",
    mitreTechniques: [technique],
    machineId: alert.device.id,
    createdOn: raisedAt(tenant, alert),
  });
  yield truthEdge("accountHasAlert", [truthKeys.account(tenant.id), key]);
  if (devices.some(({ index }) => index === alert.device.index))
    yield truthEdge("machineHasAlert", [truthKeys.machine(alert.device.id), key]);
  const account = alertAccount(tenant, alert);
  const { slot } = alert;
  if (account === undefined || slot === undefined) return;
  const { objectId, sid, principal } = alertUser(tenant, alert);
  if (objectId !== undefined && userExists(tenant, slot, day))
    yield truthEdge("userHasAlert", [truthKeys.user(userId(tenant, slot)), key]);
  const accountKey = truthKeys.logonUser(accountId(account));
  if (!accounts.accounts.has(accountKey)) return;
  yield truthEdge("logonUserHasAlert", [accountKey, key], {
    aadUserId: objectId,
    userSid: sid,
    userPrincipalName: principal,
  });
}
