import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/world.ts";
import { TileLink } from "./tile-link.tsx";

/** How many accounts nobody could be found for, and the way to say whose they are. */
export function MatchingTile() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["identities", "counts"],
    queryFn: ({ signal }) => api.identities({ limit: "1" }, signal),
  });
  const unmatched = data?.counts.unmatched;
  return (
    <TileLink
      label="Accounts whose user is not known"
      icon="link"
      path="/people"
      search={{ tab: "Matching", status: "unmatched" }}
      count={unmatched}
      isBad
    />
  );
}
