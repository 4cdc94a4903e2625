import { useQuery } from "@tanstack/react-query";
import type { Role } from "../../../src/service/caller.ts";
import { useApi } from "./world.ts";

const ranks: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, administrator: 2 };

/** Who is logged in, and whether one has to be. */
export function useSession() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => api.session(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Why the reader may not do what needs a role; nothing when they may, or while it is not known yet: the server decides. */
export function useRefusal(least: Role): string | undefined {
  const caller = useSession()?.caller;
  if (caller === undefined || caller === null || ranks[caller.role] >= ranks[least])
    return undefined;
  return `This needs the role ${least}; you are ${caller.role}. Ask an administrator.`;
}
