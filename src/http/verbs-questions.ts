import { questionsRun } from "../service/questions/run-question.ts";
import { questionsGet, questionsList } from "../service/questions/show-questions.ts";
import {
  questionsCreate,
  questionsDelete,
  questionsEdit,
  questionsExport,
  questionsImport,
} from "../service/questions/write-questions.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where questions are reached. */
export const questionRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/questions", verb: questionsList },
  { method: "POST", path: "/api/v1/questions", verb: questionsCreate, status: 201 },
  { method: "GET", path: "/api/v1/questions/export", verb: questionsExport },
  { method: "POST", path: "/api/v1/questions/import", verb: questionsImport },
  { method: "GET", path: "/api/v1/questions/:id", verb: questionsGet },
  { method: "PUT", path: "/api/v1/questions/:id", verb: questionsEdit },
  { method: "DELETE", path: "/api/v1/questions/:id", verb: questionsDelete },
  { method: "POST", path: "/api/v1/questions/:id/run", verb: questionsRun },
];
