import type { CollectInput } from "../service/collect.ts";
import type { Flag } from "./flag.ts";
import type { Given } from "./flags.ts";
import type { World } from "./world.ts";

/** The flags that name what the organization says of its accounts and employees. */
export const peopleFlags: readonly Flag[] = [
  {
    name: "roster",
    value: "<file>",
    help: "employees as CSV or JSON; kept for later runs until another is given, or none",
  },
  {
    name: "identity-rules",
    value: "<file>",
    help: "JSON: which accounts are people, and names of domains; kept likewise",
  },
];

/** Reads the files that the flags name; `none` forgets what was given before. */
export async function peopleFilesOf(world: World, given: Given): Promise<CollectInput["people"]> {
  const file = async (flag: string) => {
    const name = given.text(flag);
    if (name === undefined) return undefined;
    return name === "none" ? null : { name, bytes: await world.readBytes(name) };
  };
  return { roster: await file("roster"), identityRules: await file("identity-rules") };
}
