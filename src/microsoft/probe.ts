import type { Call } from "./call.ts";
import { isCollection } from "./call.ts";
import type { Http } from "./http.ts";
import { isObject } from "./json-object.ts";

/** What can be asked with one cheap call. */
export type ProbeName =
  | "organization"
  | "users"
  | "groups"
  | "devices"
  | "machines"
  | "logonUsers"
  | "vulnerabilities";

const directory = { api: "graph", family: "graph", permission: "Directory.Read.All" } as const;

/** One call for each permission, each for as little as the API gives. */
export const probeCalls: Readonly<Record<ProbeName, Call>> = {
  organization: {
    ...directory,
    path: "/v1.0/organization?$select=id",
    what: "organization",
    permission: "Organization.Read.All",
  },
  users: { ...directory, path: "/v1.0/users?$select=id&$top=1", what: "users" },
  groups: { ...directory, path: "/v1.0/groups?$select=id&$top=1", what: "groups" },
  devices: { ...directory, path: "/v1.0/devices?$select=id&$top=1", what: "Entra devices" },
  machines: {
    api: "defender",
    family: "machines",
    path: "/api/machines?$top=1",
    what: "machines",
    permission: "Machine.Read.All",
  },
  logonUsers: {
    api: "defender",
    family: "logonUsers",
    path: "/api/machines/0/logonusers",
    what: "logon users",
    permission: "User.Read.All",
  },
  vulnerabilities: {
    api: "defender",
    family: "catalogue",
    path: "/api/vulnerabilities?$top=1",
    what: "vulnerabilities",
    permission: "Vulnerability.Read.All",
  },
};

/**
 * Sends one of the calls. `machineId` is a machine whose logon users may be asked for. Gives the id of the first object
 * that came, `null` where there was none. Throws `Failure`.
 */
export async function probe(
  http: Http,
  name: ProbeName,
  { machineId, signal }: { readonly machineId?: string | undefined; readonly signal?: AbortSignal },
): Promise<string | null> {
  const call = { ...probeCalls[name], isSound: isCollection };
  const path =
    name === "logonUsers" && machineId !== undefined
      ? `/api/machines/${encodeURIComponent(machineId)}/logonusers`
      : call.path;
  const { value } = await http.json({ ...call, path }, signal);
  const first = Array.isArray(value) ? value[0] : undefined;
  const id = isObject(first) ? first["id"] : undefined;
  return typeof id === "string" ? id : null;
}
