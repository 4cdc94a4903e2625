import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { MouseEvent } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { useRefusal } from "./session.ts";

interface RoleButtonProps extends ButtonProps {
  /** The role that what it does needs. */
  readonly least: Role;
  readonly type?: "button" | "submit";
  readonly onClick?: () => void;
}

/** A button for those who have the role. Others find it, do nothing with it, and are told why, by the keyboard too. */
export function RoleButton({ least, type = "button", onClick, ...look }: RoleButtonProps) {
  const refusal = useRefusal(least);
  if (refusal === undefined)
    return <Button {...look} type={type} {...(onClick === undefined ? {} : { onClick })} />;
  return (
    <Tooltip label={refusal} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...look}
        type={type}
        data-disabled
        aria-disabled
        aria-description={refusal}
        onClick={(event: MouseEvent) => event.preventDefault()}
      />
    </Tooltip>
  );
}
