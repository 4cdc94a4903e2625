import type { JsonObject } from "../../base/json.ts";
import { antivirusRecord } from "./antivirus-record.ts";
import { entraLists, hasPhone } from "./device-owner.ts";
import { computerRecord, phoneRecord } from "./entra-record.ts";
import { eveningOf } from "./evening.ts";
import type { Facts } from "./facts.ts";
import { findingChanges } from "./finding-change.ts";
import { groupExists } from "./group-life.ts";
import { groupRecord } from "./group-record.ts";
import { everUpTo } from "./population.ts";
import { at } from "./random.ts";
import { softwareOn } from "./software.ts";
import { userExists } from "./user-life.ts";
import { userRecord } from "./user-record.ts";

/** The positions of the users that `/users` lists. */
export function userSlots({ tenant, day }: Facts): readonly number[] {
  const count = everUpTo(tenant.users, day);
  return Array.from({ length: count }, (_, slot) => slot).filter((slot) =>
    userExists(tenant, slot, day),
  );
}

/** The positions of the groups that `/groups` lists. */
export function groupSlots({ tenant, day }: Facts): readonly number[] {
  const count = everUpTo(tenant.groups, day);
  return Array.from({ length: count }, (_, group) => group).filter((group) =>
    groupExists(tenant, group, day),
  );
}

/** Every row of `/users`. */
export function listUsers(facts: Facts): readonly JsonObject[] {
  return userSlots(facts).map((slot) => userRecord(facts.tenant, slot, facts.day));
}

/** Every row of `/groups`. */
export function listGroups(facts: Facts): readonly JsonObject[] {
  return groupSlots(facts).map((group) => groupRecord(facts.tenant, group, facts.day));
}

/** Every row of `/devices`: computers, then phones. */
export function listEntraDevices(facts: Facts): readonly JsonObject[] {
  const { tenant, day } = facts;
  const computers = facts.devices
    .filter(entraLists)
    .map((device) => computerRecord(tenant, device, day));
  const phones = userSlots(facts)
    .filter((slot) => hasPhone(tenant, slot))
    .map((slot) => phoneRecord(tenant, slot, day));
  return [...computers, ...phones];
}

/** Every row of `/api/deviceavinfo`. */
export function listAntivirus({ tenant, day, devices }: Facts): readonly JsonObject[] {
  return devices
    .map((device) => antivirusRecord(tenant, device, day))
    .filter((record) => record !== undefined);
}

/** Rows of the vulnerability delta for the days after `since`, the days of one machine in order. */
export function* listFindingChanges(facts: Facts, since: number): Generator<JsonObject> {
  const { tenant, day, density } = facts;
  const first = Math.max(since, 0);
  const days = Array.from({ length: Math.max(day - first + 1, 0) }, (_, later) => first + later);
  const stocks = days.map((one) =>
    one === day ? facts.software : softwareOn(tenant, one, density),
  );
  const evenings = stocks.slice(1).map((after, place) => eveningOf(at(stocks, place), after));
  for (const device of [...facts.everyDevice, ...facts.orphans]) {
    for (const evening of evenings) yield* findingChanges(evening, device);
  }
}
