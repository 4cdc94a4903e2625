import { ActionIcon, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Icon } from "../part/icon.tsx";
import { useApi, useWorld } from "./world.ts";

/** Who is logged in, and the way out. Where nobody has to log in, nothing. */
export function SessionMenu() {
  const api = useApi();
  const { call } = useWorld();
  const { data } = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => api.session(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined || data.access === "open" || data.caller === null) return null;
  const { name, role } = data.caller;
  async function leave(): Promise<void> {
    await call("session", { method: "DELETE" });
    window.location.assign("/login");
  }
  return (
    <Menu position="bottom-end" width={200} shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label={`Logged in as ${name}`}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}, {role}
        </Menu.Label>
        <Menu.Item onClick={() => void leave()}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
