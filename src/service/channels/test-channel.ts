import { z } from "zod";
import type { Message } from "../../alert/message.ts";
import { addDelivery } from "../../store/delivery.ts";
import { changeVerb } from "../verb.ts";
import { channelOf } from "./find-channel.ts";

function testMessage(now: number): Message {
  const title = "Test of defender-graph";
  return {
    event: "test",
    reference: `defender-graph-test-${now}`,
    alertId: null,
    kind: "test",
    severity: "INFO",
    title,
    text: "A test of this channel: nothing happened.",
    rule: { id: null, name: title, description: "" },
    openedOn: now,
    happenedOn: now,
    total: 0,
    queries: {},
    labels: [],
    tags: [],
    parameters: {},
    templates: {},
    templateOf: { title: null, body: null },
  };
}

/** Sends a test; how it went is told by its delivery. */
export const channelsTest = changeVerb({
  name: "channels.test",
  summary: "Send a test through a channel; the delivery of that number tells how it went",
  role: "administrator",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: z.object({ deliveryId: z.number() }),
  async run({ parts, session, note }, { id }) {
    await channelOf(session, id);
    const now = parts.world.clock.now();
    const message = testMessage(now);
    const delivery = await addDelivery(session, {
      channelId: id,
      ruleId: null,
      alertId: null,
      event: "test",
      idempotencyKey: `${message.reference}-${id}`,
      content: JSON.stringify(message),
      now,
    });
    note({ object: `channel ${id}`, details: { delivery: delivery.id } });
    return { deliveryId: delivery.id };
  },
});
