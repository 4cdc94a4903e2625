import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { ServedDesk } from "../service/desk.ts";
import { publishInput } from "../service/publish/publish-request.ts";
import { callerOf } from "./guard.ts";
import { LineStreams, linesOf } from "./line-streams.ts";
import { sendRefusal } from "./problem-reply.ts";
import { refusalOf } from "./refused.ts";
import { type LongWork, workLines } from "./work-lines.ts";

/** The most days that history may be kept: a hundred years. */
const mostDays = 36_500;

/** What POST /api/v1/compact takes. */
export const compactRequest = z.strictObject({
  keepDays: z
    .number()
    .positive()
    .max(mostDays)
    .meta({ description: "History that was over before so many days ago is let go" }),
});

/** What POST /api/v1/publications takes. */
export const publishRequest = publishInput;

const forAdministrators = { config: { access: "administrator" } } as const;

/** The verbs that work for long and tell meanwhile how far they are: one JSON object a line, the last one the report. */
export function addWorkRoutes(
  server: FastifyInstance,
  world: { readonly service: ServedDesk; readonly clock: Clock; readonly log: Log },
): void {
  const { service } = world;
  const streams = new LineStreams(world);
  server.addHook("preClose", () => streams.close());
  const told = (work: LongWork) => linesOf(workLines(work, world));
  server.post("/api/v1/compact", forAdministrators, async (request, reply) => {
    const parsed = compactRequest.safeParse(request.body);
    if (!parsed.success)
      return sendRefusal(reply, refusalOf('The body must be {"keepDays"}.', parsed.error));
    const input = { ...parsed.data, caller: callerOf(request) };
    return streams.sendAlone(reply, "compaction", (signal) =>
      told((progress) => service.compact({ ...input, progress }, signal)),
    );
  });
  server.post("/api/v1/publications", forAdministrators, async (request, reply) => {
    const parsed = publishRequest.safeParse(request.body);
    if (!parsed.success) {
      const mustBe =
        'The body must be {"account", "token", "integrationInstanceId" or "scope", "instance"?, "apiUrl"?}.';
      return sendRefusal(reply, refusalOf(mustBe, parsed.error));
    }
    const input = { ...parsed.data, caller: callerOf(request) };
    return streams.sendAlone(reply, "publication", (signal) =>
      told((tell) => {
        const progress = (count: number): void => tell({ what: "objects", count });
        return service.publish({ ...input, progress }, signal);
      }),
    );
  });
}
