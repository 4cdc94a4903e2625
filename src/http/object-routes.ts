import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ReadingDesk } from "../service/desk.ts";
import { identityStatuses } from "../service/identities.ts";
import type { EntityReply, HistoryReply, IdentitiesReply } from "./contract.ts";
import { partOf } from "./guard.ts";
import { momentText, momentForm } from "./moment.ts";
import { sendRefusal } from "./problem-reply.ts";
import { refusalOf } from "./refused.ts";

const forViewers = { config: { access: "viewer", heedsInstance: true } } as const;

const key = z.string().min(1).max(4_096).meta({ description: "The _key" });

/** What GET /api/v1/history takes. */
export const historyRequest = z.strictObject({
  object: key.meta({
    description: "The _key; of a relationship <from key>|<verb in small letters>|<to key>",
  }),
});

/** What GET /api/v1/entity takes. */
export const entityRequest = z.strictObject({
  object: key,
  asOf: momentText
    .optional()
    .meta({ description: `As it was at this moment; now when absent. ${momentForm}` }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: "At most this many neighbours; 1000 when absent" }),
});

const whole = z.coerce.number().int();

/** What GET /api/v1/identities takes. */
export const identitiesRequest = z.strictObject({
  status: z.enum(identityStatuses).optional(),
  search: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .meta({ description: "Only accounts whose id, user or candidate has this text" }),
  tenantId: z.string().min(1).max(100).optional(),
  limit: whole
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: "At most this many accounts; 100 when absent" }),
  offset: whole
    .min(0)
    .max(100_000_000)
    .optional()
    .meta({ description: "How many accounts to leave out before; 0 when absent" }),
});

/** The verbs about single objects. */
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
    return {
      objects: await service.history({ key: parsed.data.object, ...partOf(request) }),
    } satisfies HistoryReply;
  });
  server.get("/api/v1/entity", forViewers, async (request, reply) => {
    const parsed = entityRequest.safeParse(request.query);
    if (!parsed.success)
      return sendRefusal(
        reply,
        refusalOf("The address takes ?object=, ?asOf= and ?limit=.", parsed.error),
      );
    const { object, asOf, limit } = parsed.data;
    const entities = await service.entity({ key: object, asOf, limit, ...partOf(request) });
    return { entities } satisfies EntityReply;
  });
  server.get("/api/v1/identities", forViewers, async (request, reply) => {
    const parsed = identitiesRequest.safeParse(request.query);
    if (!parsed.success) {
      const mustBe = "The address takes ?status=, ?search=, ?tenantId=, ?limit= and ?offset=.";
      return sendRefusal(reply, refusalOf(mustBe, parsed.error));
    }
    return (await service.identities({
      ...parsed.data,
      ...partOf(request),
    })) satisfies IdentitiesReply;
  });
}
