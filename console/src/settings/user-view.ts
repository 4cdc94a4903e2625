import type { Role } from "../../../src/service/caller.ts";

/** A user as the API shows them. */
export interface UserView {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly singleSignOn: boolean;
  readonly lastLoginOn: number | null;
}
