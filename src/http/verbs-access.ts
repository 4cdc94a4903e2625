import { accountPassword } from "../service/access/account.ts";
import { sessionsEnd, sessionsList } from "../service/access/sessions.ts";
import { tokensCreate, tokensDelete, tokensList } from "../service/access/tokens.ts";
import {
  usersCreate,
  usersDelete,
  usersEdit,
  usersList,
  usersReset,
} from "../service/access/users.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Who may come in: users, their sessions and tokens. */
export const accessRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/users", verb: usersList },
  { method: "POST", path: "/api/v1/users", verb: usersCreate, status: 201 },
  { method: "PATCH", path: "/api/v1/users/:id", verb: usersEdit },
  { method: "DELETE", path: "/api/v1/users/:id", verb: usersDelete },
  { method: "POST", path: "/api/v1/users/reset", verb: usersReset },
  { method: "POST", path: "/api/v1/account/password", verb: accountPassword },
  { method: "GET", path: "/api/v1/sessions", verb: sessionsList },
  { method: "DELETE", path: "/api/v1/sessions/:id", verb: sessionsEnd },
  { method: "GET", path: "/api/v1/tokens", verb: tokensList },
  { method: "POST", path: "/api/v1/tokens", verb: tokensCreate, status: 201 },
  { method: "DELETE", path: "/api/v1/tokens/:id", verb: tokensDelete },
];
