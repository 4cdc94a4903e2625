import { Button } from "@mantine/core";
import { useState } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { useSend } from "../api/use-send.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { moment } from "../part/format.ts";
import { SureButton } from "../part/sure-button.tsx";
import { ResetDialog } from "./reset-dialog.tsx";
import { roleNames } from "./roles.ts";
import type { UserView } from "./user-view.ts";

interface UserLineProps {
  readonly user: UserView;
  /** Whether it is the reader. */
  readonly isMe: boolean;
}

/** One user: the role, whether they may come in, a new password, and the way out. */
export function UserLine({ user, isMe }: UserLineProps) {
  const { id, name, displayName, disabled, lastLoginOn } = user;
  const [resets, setResets] = useState(false);
  const edit = useSend<{ readonly role?: Role; readonly disabled?: boolean }>((body) => {
    return { path: `users/${id}`, method: "PATCH", body };
  });
  const remove = useSend<number>((number) => ({ path: `users/${number}`, method: "DELETE" }));
  return (
    <tr data-disabled={disabled ? "" : undefined}>
      <td>
        {name}
        {isMe && <span className="muted"> (you)</span>}
        {disabled && <span className="muted"> (kept out)</span>}
      </td>
      <td>{displayName}</td>
      <td>
        <RoleSelect user={user} onChange={(role) => edit.mutate({ role })} />
      </td>
      <td>{waysIn(user)}</td>
      <td>{lastLoginOn === null ? "never" : moment(lastLoginOn)}</td>
      <td>
        <div className="line-actions">
          <Button size="xs" variant="default" onClick={() => setResets(true)}>
            Reset password
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={edit.isPending}
            onClick={() => edit.mutate({ disabled: !disabled })}
          >
            {disabled ? "Let in" : "Keep out"}
          </Button>
          <SureButton
            label="Delete"
            sure={`Delete ${name} for good`}
            isBusy={remove.isPending}
            onSure={() => remove.mutate(id)}
          />
        </div>
        <FormFailure error={edit.error ?? remove.error} />
        {resets && <ResetDialog name={name} onClose={() => setResets(false)} />}
      </td>
    </tr>
  );
}

interface RoleSelectProps {
  readonly user: UserView;
  readonly onChange: (role: Role) => void;
}

function RoleSelect({ user, onChange }: RoleSelectProps) {
  return (
    <select
      aria-label={`Role of ${user.name}`}
      value={user.role}
      onChange={({ currentTarget }) => {
        const role = [...roleNames.keys()].find((one) => one === currentTarget.value);
        if (role !== undefined) onChange(role);
      }}
    >
      {[...roleNames.keys()].map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  );
}

function waysIn({ hasPassword, singleSignOn }: UserView): string {
  const ways = [hasPassword ? "password" : "", singleSignOn ? "single sign-on" : ""];
  return ways.filter(Boolean).join(", ");
}
