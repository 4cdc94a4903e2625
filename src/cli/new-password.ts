import { randomPassword } from "../service/access/random-password.ts";
import type { Flag } from "./flag.ts";
import type { Given } from "./flags.ts";
import type { World } from "./world.ts";

/** The option that gives a new password; never an argument. */
export const passwordFlag: Flag = {
  name: "password",
  value: "<password>",
  help: "the new password; asked for on a terminal when absent, else made up",
  environmentOnly: true,
};

/** A new password, and whether it was made up, so that it must be told. */
export interface NewPassword {
  readonly password: string;
  readonly madeUp: boolean;
}

/** The new password: from the environment, from who sits at the terminal, or made up. */
export async function newPassword(world: World, given: Given): Promise<NewPassword> {
  const typed =
    given.text("password") ?? (await world.askSecret("New password (empty: one is made up): "));
  return typed === null || typed === ""
    ? { password: randomPassword(), madeUp: true }
    : { password: typed, madeUp: false };
}

/** Tells a password that was made up. */
export function toldPassword({ password, madeUp }: NewPassword): string {
  return madeUp ? `The password is ${password}  (it is not shown again)\n` : "";
}
