import { auditList } from "../service/audit.ts";
import { queryComplete } from "../service/complete.ts";
import { instanceRoutes } from "./verbs-instances.ts";
import type { VerbRoute } from "./verb-route.ts";
import { accessRoutes } from "./verbs-access.ts";
import { publishRoutes } from "./verbs-publish.ts";

/** Every verb with its place in the API: the routes, the API's description and the remote command line read it. */
export const verbRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/audit", verb: auditList },
  { method: "POST", path: "/api/v1/complete", verb: queryComplete },
  ...instanceRoutes,
  ...accessRoutes,
  ...publishRoutes,
];
