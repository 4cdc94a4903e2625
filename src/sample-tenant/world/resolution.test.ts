import { expect, it } from "vitest";
import { type Account, accountOf } from "./account.ts";
import { resolutionOf } from "./resolution.ts";
import { tenantOf } from "./tenant.ts";
import { userExists } from "./user-life.ts";
import { marriesOn, nameOn } from "./user-name.ts";

const users = 25_000;
const day = 300;
const few = { devices: 100, groups: 20, cves: 100, findingsPerDevice: 1, logonsPerDevice: 1 };
const tenant = tenantOf({ users, ...few }, 3);

const isByLocalPart = ({ meaning }: Account): boolean =>
  meaning.kind === "user" && meaning.naming === "localPart";

const isWed = (slot: number): boolean =>
  marriesOn(tenant, slot) <= day && userExists(tenant, slot, day);

const nameNow = (slot: number): string =>
  nameOn(tenant, slot, day).display.toLowerCase().replaceAll(" ", "");

// An apostrophe takes the room of a letter in one way of reading.
const wed = Array.from({ length: users }, (_, slot) => ({ slot, account: accountOf(tenant, slot) }))
  .filter(({ slot, account }) => isByLocalPart(account) && isWed(slot))
  .map((each) => ({ ...each, now: nameNow(each.slot) }))
  .filter(({ now }) => /^[a-z]+-?[a-z]+$/.test(now));

// Beyond these a hyphen is among the 20 characters, or the second family name among the 20 letters.
const isAlike = (name: string, now: string): boolean =>
  now.startsWith(name) && (name.length === 19 || name.length === 20);

it("an account stays its owner's after a wedding where Windows' 20 letters of the new name read like it", () => {
  const told = wed.map(({ slot, account, now }) => {
    const found = resolutionOf(tenant, account, { day, owners: new Set([slot]) });
    return [account.name, now, found?.method];
  });
  const expected = wed.map(({ account: { name }, now }) => {
    const method = isAlike(name.replace(".", ""), now) ? "ownerCorroboratedName" : undefined;
    return [name, now, method];
  });
  expect(told).toEqual(expected);
  expect(new Set(told.map(([, , method]) => method)).size).toBe(2);
});
