import { z } from "zod";
import {
  deliveryStates,
  findDelivery,
  listDeliveries,
  reviveDelivery,
  type StoredDelivery,
} from "../../store/delivery.ts";
import { conflicting, notFound } from "../not-found.ts";
import { cutPage, pageInput, pageOf } from "../paging.ts";
import { changeVerb, readVerb } from "../verb.ts";

const deliveryView = z.object({
  id: z.number(),
  channelId: z.number(),
  ruleId: z.number().nullable(),
  alertId: z.number().nullable(),
  event: z.string(),
  idempotencyKey: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  nextOn: z.number().meta({ description: "When the next attempt is due, while it waits" }),
  lastError: z.string().nullable(),
  createdOn: z.number(),
  endedOn: z.number().nullable(),
});

export type DeliveryView = z.output<typeof deliveryView>;

function viewOf(delivery: StoredDelivery): z.output<typeof deliveryView> {
  return deliveryView.parse(delivery);
}

/** What was and is to be sent. */
export const deliveriesList = readVerb({
  name: "deliveries.list",
  summary: "What was sent and is to be sent, latest first; state=dead shows what was given up",
  role: "viewer",
  input: z.strictObject({ state: z.enum([...deliveryStates, "all"]).default("all"), ...pageInput }),
  output: pageOf(deliveryView),
  async run({ parts }, { state, cursor, limit }) {
    const states = state === "all" ? deliveryStates : [state];
    const asked = { states, before: cursor ?? null, limit: limit + 1 };
    return cutPage((await listDeliveries(parts.database, asked)).map(viewOf), limit);
  },
});

/** One delivery. */
export const deliveriesGet = readVerb({
  name: "deliveries.get",
  summary: "One delivery: whether and when it was taken, or what went wrong",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: deliveryView,
  async run({ parts }, { id }) {
    const delivery = await findDelivery(parts.database, id);
    if (delivery === null) throw notFound(`delivery ${id}`, "deliveries list");
    return viewOf(delivery);
  },
});

/** Tries again what was given up. */
export const deliveriesRetry = changeVerb({
  name: "deliveries.retry",
  summary: "Try again what was given up, from the start",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: deliveryView,
  async run({ parts, session, note }, { id }) {
    const now = parts.world.clock.now();
    const isRevived = await reviveDelivery(session, id, now);
    const delivery = await findDelivery(session, id);
    if (delivery === null) throw notFound(`delivery ${id}`, "deliveries list");
    if (!isRevived)
      throw conflicting(
        `Delivery ${id} is ${delivery.state}: only what was given up is tried again by hand.`,
      );
    note({ object: `delivery ${id}` });
    return viewOf(delivery);
  },
});
