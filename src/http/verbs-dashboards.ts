import { dashboardsGet, dashboardsList } from "../service/dashboards/show-dashboards.ts";
import {
  dashboardsCreate,
  dashboardsDelete,
  dashboardsEdit,
} from "../service/dashboards/write-dashboards.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where dashboards are reached. */
export const dashboardRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/dashboards", verb: dashboardsList },
  { method: "POST", path: "/api/v1/dashboards", verb: dashboardsCreate, status: 201 },
  { method: "GET", path: "/api/v1/dashboards/:id", verb: dashboardsGet },
  { method: "PUT", path: "/api/v1/dashboards/:id", verb: dashboardsEdit },
  { method: "DELETE", path: "/api/v1/dashboards/:id", verb: dashboardsDelete },
];
