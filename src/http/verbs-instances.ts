import { instancesCreate } from "../service/instances/create-instance.ts";
import { instancesDelete } from "../service/instances/delete-instance.ts";
import { instancesEdit } from "../service/instances/edit-instance.ts";
import { instancesRun } from "../service/instances/run-instance.ts";
import { instancesGet, instancesList } from "../service/instances/show-instances.ts";
import { instancesTest, instancesTestNew } from "../service/instances/test-instance.ts";
import { runsCancel } from "../service/runs/cancel-run.ts";
import { runsEvents, runsGet, runsList } from "../service/runs/show-runs.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where instances and their runs are reached. */
export const instanceRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/instances", verb: instancesList },
  { method: "POST", path: "/api/v1/instances", verb: instancesCreate, status: 201 },
  { method: "POST", path: "/api/v1/instances/test", verb: instancesTestNew },
  { method: "GET", path: "/api/v1/instances/:id", verb: instancesGet },
  { method: "POST", path: "/api/v1/instances/:id/test", verb: instancesTest },
  { method: "PATCH", path: "/api/v1/instances/:id", verb: instancesEdit },
  { method: "DELETE", path: "/api/v1/instances/:id", verb: instancesDelete, status: 202 },
  { method: "POST", path: "/api/v1/instances/:id/run", verb: instancesRun, status: 202 },
  { method: "GET", path: "/api/v1/runs", verb: runsList },
  { method: "GET", path: "/api/v1/runs/:id", verb: runsGet },
  { method: "POST", path: "/api/v1/runs/:id/cancel", verb: runsCancel, status: 202 },
  { method: "GET", path: "/api/v1/runs/:id/events", verb: runsEvents, isLive: true },
];
