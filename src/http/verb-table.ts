import { auditList } from "../service/audit.ts";
import { alertRoutes } from "./verbs-alerts.ts";
import { queryComplete } from "../service/complete.ts";
import { identitiesForget, identitiesLink } from "../service/identity-verbs.ts";
import { dashboardRoutes } from "./verbs-dashboards.ts";
import { instanceRoutes } from "./verbs-instances.ts";
import { questionRoutes } from "./verbs-questions.ts";
import { ruleRoutes } from "./verbs-rules.ts";
import type { VerbRoute } from "./verb-route.ts";
import { accessRoutes } from "./verbs-access.ts";
import { publishRoutes } from "./verbs-publish.ts";

/** Every verb with its place in the API: the routes, the API's description and the remote command line read it. */
export const verbRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/audit", verb: auditList },
  { method: "POST", path: "/api/v1/complete", verb: queryComplete },
  { method: "POST", path: "/api/v1/identities/link", verb: identitiesLink },
  { method: "POST", path: "/api/v1/identities/forget", verb: identitiesForget },
  ...instanceRoutes,
  ...questionRoutes,
  ...dashboardRoutes,
  ...ruleRoutes,
  ...alertRoutes,
  ...accessRoutes,
  ...publishRoutes,
];
