import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ReadingDesk } from "../service/desk.ts";
import type { EntityReply, HistoryReply } from "./contract.ts";
import { momentText } from "./moment.ts";
import { sendRefusal } from "./problem-reply.ts";
import { refusalOf } from "./refused.ts";

const forViewers = { config: { access: "viewer" } } as const;

const key = z.string().min(1).max(4_096);

const historyRequest = z.strictObject({ object: key });

const entityRequest = z.strictObject({
  object: key,
  asOf: momentText.optional(),
  limit: z.coerce.number().int().min(1).max(100_000).optional(),
});

/** The verbs about one object. */
export function addObjectRoutes(
  server: FastifyInstance,
  { service }: { readonly service: ReadingDesk },
): void {
  server.get("/api/v1/history", forViewers, async (request, reply) => {
    const parsed = historyRequest.safeParse(request.query);
    if (!parsed.success)
      return sendRefusal(
        reply,
        refusalOf("The address takes ?object= and nothing else.", parsed.error),
      );
    return { objects: await service.history(parsed.data.object) } satisfies HistoryReply;
  });
  server.get("/api/v1/entity", forViewers, async (request, reply) => {
    const parsed = entityRequest.safeParse(request.query);
    if (!parsed.success)
      return sendRefusal(
        reply,
        refusalOf("The address takes ?object=, ?asOf= and ?limit=.", parsed.error),
      );
    const { object, asOf, limit } = parsed.data;
    const entities = await service.entity({ key: object, asOf, limit });
    return { entities } satisfies EntityReply;
  });
}
