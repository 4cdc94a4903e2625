/** The APIs that a token can open. */
export type Api = "graph" | "defender";

/** What the administrator of the sample tenant consented to: the five permissions that the product asks for. */
export const grantedRoles: Readonly<Record<Api, readonly string[]>> = {
  graph: ["Organization.Read.All", "Directory.Read.All"],
  defender: ["Machine.Read.All", "User.Read.All", "Vulnerability.Read.All"],
};

const graphResources: ReadonlySet<string> = new Set([
  "https://graph.microsoft.com",
  "https://graph.microsoft.us",
  "https://dod-graph.microsoft.us",
  "https://microsoftgraph.chinacloudapi.cn",
  "00000003-0000-0000-c000-000000000000",
]);

const defenderResources: ReadonlySet<string> = new Set([
  "https://api.securitycenter.microsoft.com",
  "https://securitycenter.onmicrosoft.com/windowsatpservice",
  "https://api-gcc.securitycenter.microsoft.us",
  "https://api-gov.securitycenter.microsoft.us",
  "fc780465-2017-40d4-a0c5-307022471b92",
]);

/**
 * Resources that Entra knows and issues tokens for, which Defender then refuses with 403 and an empty role list:
 * the trap of `microsoft-apis` §1.2.
 */
const uselessResources: ReadonlySet<string> = new Set([
  "https://api.security.microsoft.com",
  "https://userrequestsgraphapi-prd.trafficmanager.net",
]);

/** The API that a resource opens, `none` for a resource whose tokens open nothing, `undefined` for an unknown one. */
export function apiOf(resource: string, ownGraph: string): Api | "none" | undefined {
  const name = resource.replace(/\/+$/, "").toLowerCase();
  if (graphResources.has(name) || name === ownGraph.toLowerCase()) {
    return "graph";
  }
  if (defenderResources.has(name)) {
    return "defender";
  }
  return uselessResources.has(name) ? "none" : undefined;
}
