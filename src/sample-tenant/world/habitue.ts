import { CAST_SIZE, cast, stage } from "./cast.ts";
import { bornOn, everUpTo } from "./population.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { kindOf, leavesOn, userEnabled, userExists } from "./user-life.ts";

/** Members of the cast who sit at ordinary machines when the tenant has no other people. */
const ORDINARY: readonly number[] = [
  cast.chief,
  cast.twinFirst,
  cast.provenTwin,
  cast.blankFirst,
  cast.newlyWed,
  cast.guestReport,
  cast.adminReport,
];

/** Who sits at a machine of the stage. */
const STAGE_PEOPLE = new Map<number, number>([
  [stage.plain, cast.chief],
  [stage.merged, cast.twinFirst],
  [stage.chained, cast.twinSecond],
  [stage.sameNameFirst, cast.provenTwin],
  [stage.sameNameSecond, cast.blankFirst],
  [stage.nameless, cast.twinSecond],
  [stage.blank, cast.withoutMail],
  [stage.joinedWithoutId, cast.nextWed],
  [stage.namesakeOwned, cast.namesakeOwner],
  [stage.namesakeOwnerless, cast.namesakeOwner],
  [stage.ambiguousFirst, cast.ambiguousFirst],
  [stage.ambiguousSecond, cast.ambiguousSecond],
  [stage.undecided, cast.undecidedFirst],
  [stage.mac, cast.twoMailboxes],
  [stage.twoOwners, cast.newlyWed],
  [stage.reinstalled, cast.chief],
  [stage.withoutAddresses, cast.untyped],
  [stage.strangeAddresses, cast.blankSecond],
  [stage.neverDated, cast.withoutId],
  [stage.mergedIntoNothing, cast.provenTwin],
  [stage.shoutedId, cast.guestReport],
  [stage.unproven, cast.unprovenDomain],
  [stage.wrongDomain, cast.blankFirst],
  [stage.guestOwned, cast.adminReport],
  [stage.longName, cast.longName],
  [stage.excluded, cast.twinFirst],
]);

/** Some person of the directory: the first at or after a place among those who exist on a day. */
export function personNear(tenant: Tenant, roll: number, day: number): number | undefined {
  const count = everUpTo(tenant.users, Math.max(day, 0));
  if (count <= CAST_SIZE) {
    const present = ORDINARY.filter((slot) => slot < count);
    return present.length === 0 ? undefined : at(present, Math.floor(roll * present.length));
  }
  const start = CAST_SIZE + Math.floor(roll * (count - CAST_SIZE));
  for (let slot = start; slot < count; slot++) {
    if (kindOf(tenant, slot) === "person") return slot;
  }
  return cast.chief;
}

/** The one who sits at a machine now, and the one who did before and has left. */
export interface Habitues {
  readonly present: number | undefined;
  readonly former: number | undefined;
}

/** Who sits at the machine on a day: when somebody leaves the organisation, another takes the machine over. */
export function habituesOn(tenant: Tenant, index: number, day: number): Habitues {
  const staged = STAGE_PEOPLE.get(index);
  if (staged !== undefined) {
    const exists = userExists(tenant, staged, Math.max(day, 0));
    return { present: exists ? staged : undefined, former: undefined };
  }
  const born = bornOn(tenant.machines, index);
  let former: number | undefined;
  for (let turn = 0; turn < 6; turn++) {
    const slot = personNear(tenant, tenant.roll("habitue", index, turn), born);
    if (slot === undefined) break;
    if (day < leavesOn(tenant, slot) && userEnabled(tenant, slot, born))
      return { present: slot, former };
    if (day >= leavesOn(tenant, slot)) former = slot;
  }
  return { present: undefined, former };
}
