import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useApi } from "../app/world.ts";
import { Icon } from "../part/icon.tsx";

/** How many accounts nobody could be found for, and the way to say whose they are. */
export function MatchingTile() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["identities", "counts"],
    queryFn: ({ signal }) => api.identities({ limit: "1" }, signal),
  });
  const unmatched = data?.counts.unmatched;
  return (
    <li>
      <Link
        to="/people"
        search={{ tab: "Matching", status: "unmatched" }}
        className="tile"
        data-tone={unmatched === undefined ? "plain" : unmatched > 0 ? "bad" : "good"}
      >
        <Icon name="link" size={20} />
        <span className="tile-label">Accounts whose user is not known</span>
        <span className="tile-number">{unmatched?.toLocaleString("en") ?? "…"}</span>
      </Link>
    </li>
  );
}
