import type { ReactNode } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { useRefusal } from "./session.ts";

interface RoleFieldsProps {
  readonly least: Role;
  readonly children: ReactNode;
}

/** Fields for those who have the role; others read them, and why they cannot change them. */
export function RoleFields({ least, children }: RoleFieldsProps) {
  const refusal = useRefusal(least);
  return (
    <>
      {refusal !== undefined && <p className="role-note">{refusal}</p>}
      <fieldset className="role-fields" disabled={refusal !== undefined}>
        {children}
      </fieldset>
    </>
  );
}
