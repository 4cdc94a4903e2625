import { Failure } from "../base/failure.ts";

/** What people may do, from least to most; each role may do what the ones before it may. */
export const roles = ["viewer", "editor", "administrator"] as const;

export type Role = (typeof roles)[number];

/** Who asks: a signed-in person, a program with an API token, this machine's owner, or the product itself. */
export interface Caller {
  readonly kind: "user" | "token" | "local" | "system";
  /** The user's or the token's number; `null` for the others. */
  readonly id: number | null;
  /** As the audit log names them. */
  readonly name: string;
  readonly role: Role;
  /** The only instance that they may see and touch, for a token that is for one; all when absent. */
  readonly instanceId?: number | undefined;
}

/** The owner of the machine: who can read the database file may do everything. */
export const localCaller: Caller = {
  kind: "local",
  id: null,
  name: "command line",
  role: "administrator",
};

/** Whoever reaches a server that lets everyone in; it is reached from this machine only. */
export const openCaller: Caller = { ...localCaller, name: "this machine" };

/** Throws a `forbidden` failure when a caller may see one instance only, and not this one. */
export function refuseOtherInstance({ name, instanceId }: Caller, asked: number | undefined): void {
  if (instanceId === undefined || instanceId === asked) return;
  const message = `Cannot do this with the token ${name}: it is for instance ${instanceId} alone. Use a token for all instances.`;
  throw new Failure(message, { code: "forbidden", retryable: false });
}

/** A role as it was stored; the least one when it is none. */
export function roleOf(text: string): Role {
  return roles.find((role) => role === text) ?? "viewer";
}

/** The lesser of two roles. */
export function lesserRole(one: Role, other: Role): Role {
  return roles.indexOf(one) < roles.indexOf(other) ? one : other;
}

/** Whether a caller's role is enough. */
function mayAct(caller: Caller, least: Role): boolean {
  return roles.indexOf(caller.role) >= roles.indexOf(least);
}

/** Throws a `forbidden` failure when a caller's role is not enough. */
export function refuseUnlessMay(
  caller: Caller,
  what: { readonly name: string; readonly role: Role },
): void {
  if (mayAct(caller, what.role)) return;
  const message = `Cannot do ${what.name}: it needs the role ${what.role}, and ${caller.name} is ${caller.role}. Ask an administrator.`;
  throw new Failure(message, { code: "forbidden", retryable: false });
}
