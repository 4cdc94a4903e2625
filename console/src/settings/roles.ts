import type { Role } from "../../../src/service/caller.ts";

/** The roles, with what each may do. */
export const roleChoices: ReadonlyMap<Role, string> = new Map([
  ["viewer", "viewer: sees and asks everything"],
  ["editor", "editor: also runs, questions and rules"],
  ["administrator", "administrator: also instances, users and secrets"],
]);

const short: ReadonlyMap<Role, string> = new Map(
  [...roleChoices.keys()].map((role) => [role, role]),
);

/** The roles by their names alone. */
export const roleNames = short;
