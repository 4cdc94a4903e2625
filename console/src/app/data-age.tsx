import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ageOf, namesOf } from "./age.ts";
import { useApi } from "./world.ts";

/** How often the header asks for the age of the data, in milliseconds. */
const interval = 60_000;

/** Whose data this is, and how old: pressed, it leads to the run that tells why. */
export function DataAge() {
  const api = useApi();
  const { data, isError } = useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => api.status(signal),
    refetchInterval: interval,
  });
  if (isError && data === undefined)
    return (
      <p className="status-bar">
        <span className="age bad">no server</span>
      </p>
    );
  if (data === undefined) return <p className="status-bar" />;
  const { what, when, tone, title, run } = ageOf(data);
  return (
    <p className="status-bar">
      <span className="account">{namesOf(data)}</span>
      <Link
        to={run === null ? "/integrations" : "/run"}
        search={run === null ? {} : { id: String(run) }}
        className={`age ${tone}`}
        title={title}
      >
        <span className="age-what">{what} </span>
        {when}
      </Link>
    </p>
  );
}
