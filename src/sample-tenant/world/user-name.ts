import { CAST_SIZE, cast } from "./cast.ts";
import { type HumanName, humanName } from "./names.ts";
import { bornOn } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { humanOf, kindOf, leavesOn, userExists } from "./user-life.ts";

const NAMESAKE_OF = new Map<number, number>([
  [cast.namesakeOther, cast.namesakeOwner],
  [cast.undecidedSecond, cast.undecidedFirst],
  [cast.ambiguousSecond, cast.ambiguousFirst],
]);

/**
 * The day from which a human carries a second family name, by the human's first user; infinite for most. Admin
 * accounts and second mailboxes keep the name they were made with.
 */
export function marriesOn(tenant: Tenant, slot: number): number {
  if (slot === cast.newlyWed) return 1;
  if (slot === cast.nextWed) return 3;
  if (slot < CAST_SIZE || kindOf(tenant, slot) !== "person") return Infinity;
  if (tenant.roll("marries", slot) > 0.7) return Infinity;
  const born = bornOn(tenant.users, slot);
  // Newcomers wait, so that a reader who skips some days still meets everybody under the first name.
  const since = born > 0 ? born + 30 : 0;
  const day = since + 1 + Math.floor(tenant.roll("wedding", slot) * 300);
  return day < leavesOn(tenant, slot) ? day : Infinity;
}

/** What the human behind a user is called on a day. */
export function nameOn(tenant: Tenant, slot: number, day: number): HumanName {
  const human = humanOf(tenant, slot);
  if (human === cast.longName) return LONG_NAME;
  const namesake = NAMESAKE_OF.get(human);
  if (namesake !== undefined) {
    const name = humanName(namesake, tenant.nameOffset, false);
    return { ...name, local: `${name.local}.b` };
  }
  return humanName(human, tenant.nameOffset, marriesOn(tenant, human) <= day);
}

/** 20 letters before anything else, so that every reading of "cut to 20 characters" agrees. */
const LONG_NAME: HumanName = {
  given: "Maximiliano",
  family: "Venkataraman-Llewellyn",
  display: "Maximiliano Venkataraman-Llewellyn",
  local: "maximiliano.venkataramanllewellyn",
};

/** The users who carry the same display name on a day, the given one among them where it exists. */
export function namesakesOn(tenant: Tenant, slot: number, day: number): readonly number[] {
  const pair = [...NAMESAKE_OF].find((two) => two.includes(slot)) ?? [slot];
  return pair.filter((one) => userExists(tenant, one, day));
}
