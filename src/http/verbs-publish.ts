import { publicationsAsk } from "../service/publish/ask-publication.ts";
import { publicationsList } from "../service/publish/publications.ts";
import { publicationsDrop, publicationsGet, publicationsSet } from "../service/publish/target.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where graphs are published to, and what came of it. */
export const publishRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/publications", verb: publicationsList },
  { method: "GET", path: "/api/v1/instances/:id/publication", verb: publicationsGet },
  { method: "PUT", path: "/api/v1/instances/:id/publication", verb: publicationsSet },
  { method: "DELETE", path: "/api/v1/instances/:id/publication", verb: publicationsDrop },
  { method: "POST", path: "/api/v1/instances/:id/publish", verb: publicationsAsk, status: 202 },
];
