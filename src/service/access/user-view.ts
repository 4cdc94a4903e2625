import { z } from "zod";
import type { StoredUser } from "../../store/users.ts";
import { roleOf, roles } from "../caller.ts";
import { loginName } from "./login-name.ts";

/** What people type to log in; compared without regard to case. */
export const nameInput = z
  .string()
  .min(1)
  .max(200)
  .transform(loginName)
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u.test(name), {
    message: "begins with a letter or digit, and has letters, digits and . _ @ + - only",
  });

/** A password as it is typed: what it must be is told by the password rules. */
export const passwordInput = z.string().min(1).max(1_024);

export const displayNameInput = z.string().trim().min(1).max(200);

export const roleInput = z.enum(roles);

export const idInput = z.coerce.number().int().min(0);

/** A user as the doors show them. */
export const userView = z.object({
  id: z.number(),
  name: z.string(),
  displayName: z.string(),
  role: roleInput,
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  singleSignOn: z.boolean(),
  createdOn: z.number().meta({ description: "Epoch milliseconds" }),
  lastLoginOn: z.number().nullable(),
});

/** A stored user in that form: without the password's hash. */
export function viewOf(user: StoredUser): z.output<typeof userView> {
  const { id, name, displayName, disabled, createdOn, lastLoginOn } = user;
  return {
    id,
    name,
    displayName,
    role: roleOf(user.role),
    disabled,
    hasPassword: user.password !== null,
    singleSignOn: user.singleSignOn !== null,
    createdOn,
    lastLoginOn,
  };
}
