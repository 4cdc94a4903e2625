import type { FastifyInstance } from "fastify";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { countChanges } from "../service/change-counts.ts";
import type { ReadingDesk } from "../service/desk.ts";
import type { ChangeCountsReply } from "./contract.ts";
import { partOf } from "./guard.ts";
import { LineStreams } from "./line-streams.ts";
import { parseBackupRequest, parseChangesRequest, parseExportRequest } from "./lines-request.ts";
import { sendRefusal } from "./problem-reply.ts";

// Fastify would answer HEAD by reading the whole stream away.
const getOnly = { exposeHeadRoute: false, config: { access: "viewer" } } as const;

/** The same for a part of the graph, for who may see one instance only. */
const getPart = {
  exposeHeadRoute: false,
  config: { access: "viewer", heedsInstance: true },
} as const;

const forAdministrators = { config: { access: "administrator" } } as const;

/** The verbs whose answers are as long as the graph: one JSON object a line. */
export function addLineRoutes(
  server: FastifyInstance,
  world: { readonly service: ReadingDesk; readonly log: Log; readonly clock: Clock },
): void {
  const { service } = world;
  const streams = new LineStreams(world);
  server.addHook("preClose", () => streams.close());
  server.get("/api/v1/export", getPart, async (request, reply) => {
    const input = parseExportRequest(request.query);
    return "refused" in input
      ? sendRefusal(reply, input)
      : streams.send(reply, (signal) => service.export({ ...input, ...partOf(request) }, signal));
  });
  server.get("/api/v1/changes", getPart, async (request, reply) => {
    const input = parseChangesRequest(request.query);
    return "refused" in input
      ? sendRefusal(reply, input)
      : streams.send(reply, (signal) => service.changes({ ...input, ...partOf(request) }, signal));
  });
  server.get("/api/v1/verify", getOnly, async (_request, reply) =>
    streams.send(reply, (signal) => service.verify(signal)),
  );
  server.post("/api/v1/backup", forAdministrators, async (request, reply) => {
    const input = parseBackupRequest(request.body);
    return "refused" in input
      ? sendRefusal(reply, input)
      : streams.sendAlone(reply, "backup", (signal) => service.backup(signal));
  });
  server.get("/api/v1/changes/counts", getPart, async (request, reply) => {
    const input = parseChangesRequest(request.query);
    if ("refused" in input) return sendRefusal(reply, input);
    const found = service.changes({ ...input, ...partOf(request) });
    return { types: await countChanges(found) } satisfies ChangeCountsReply;
  });
}
