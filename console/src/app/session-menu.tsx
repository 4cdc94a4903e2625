import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormFailure } from "../part/form-failure.tsx";
import { Icon } from "../part/icon.tsx";
import { useAddress } from "./address.ts";
import { useSession } from "./session.ts";
import { useWorld } from "./world.ts";

/** Who is logged in, and the way out. Where nobody has to log in, nothing. */
export function SessionMenu() {
  const session = useSession();
  const { call } = useWorld();
  const { go } = useAddress();
  const leave = useMutation({
    mutationFn: () => call("session", { method: "DELETE" }),
    onSuccess: () => window.location.assign("/login"),
  });
  if (session === undefined || session.access === "open" || session.caller === null) return null;
  const { name, role } = session.caller;
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <Button
          className="session-button"
          variant="default"
          h={34}
          px={8}
          aria-label={`${name}, ${role}: your account`}
          leftSection={<Icon name="user" />}
        >
          <span className="session-name">
            {name}, {role}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}, {role}
        </Menu.Label>
        <Menu.Item onClick={() => go("/settings")}>Your account</Menu.Item>
        <Menu.Item closeMenuOnClick={false} onClick={() => leave.mutate()}>
          Log out
        </Menu.Item>
        <FormFailure error={leave.error} />
      </Menu.Dropdown>
    </Menu>
  );
}
