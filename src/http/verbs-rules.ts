import { rulesEvaluations, rulesGet, rulesList, rulesPack } from "../service/rules/show-rules.ts";
import { rulesPreview } from "../service/rules/preview-rule.ts";
import {
  rulesCreate,
  rulesDelete,
  rulesDisable,
  rulesEdit,
  rulesEnable,
  rulesEvaluate,
} from "../service/rules/write-rules.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where rules are reached. */
export const ruleRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/rules", verb: rulesList },
  { method: "POST", path: "/api/v1/rules", verb: rulesCreate, status: 201 },
  { method: "GET", path: "/api/v1/rules/pack", verb: rulesPack },
  { method: "POST", path: "/api/v1/rules/preview", verb: rulesPreview },
  { method: "GET", path: "/api/v1/rules/:id", verb: rulesGet },
  { method: "PUT", path: "/api/v1/rules/:id", verb: rulesEdit },
  { method: "DELETE", path: "/api/v1/rules/:id", verb: rulesDelete },
  { method: "POST", path: "/api/v1/rules/:id/enable", verb: rulesEnable },
  { method: "POST", path: "/api/v1/rules/:id/disable", verb: rulesDisable },
  { method: "POST", path: "/api/v1/rules/:id/evaluate", verb: rulesEvaluate, status: 202 },
  { method: "GET", path: "/api/v1/rules/:id/evaluations", verb: rulesEvaluations },
];
