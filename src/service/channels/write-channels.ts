import { z } from "zod";
import { channelKindNames } from "../../alert/channel/kinds.ts";
import { notifiesOf } from "../../alert/definition.ts";
import { definitionOf } from "../../alert/evaluate.ts";
import { addChannel, changeChannel, removeChannel } from "../../store/channel.ts";
import { listRules } from "../../store/rule.ts";
import { dropSecret } from "../../store/secret.ts";
import type { Session } from "../../store/session.ts";
import { conflicting, notFound } from "../not-found.ts";
import { keepSecret } from "../secrets/secrets.ts";
import { changeVerb } from "../verb.ts";
import { kindOf, partOf, secretNames, secretsOf } from "./channel-parts.ts";
import { channelView, viewOf } from "./channel-view.ts";
import { channelOf, channelSecretOwner } from "./find-channel.ts";

const id = z.coerce.number().int();
const name = z.string().trim().min(1).max(200);
const settings = z.looseObject({});
const secret = z.looseObject({}).meta({ description: "Written only: it is never shown again" });

/** A new channel. */
export const channelsCreate = changeVerb({
  name: "channels.create",
  summary: "Make a channel that alerts can be sent to",
  role: "administrator",
  input: z.strictObject({
    kind: z.enum(channelKindNames),
    name,
    enabled: z.boolean().default(true),
    settings: settings.default({}),
    secret: secret.default({}),
  }),
  output: channelView,
  async run({ parts, session, note }, { kind, name: called, enabled, ...given }) {
    const verb = "channels.create";
    const hidden = partOf(verb, { kind, part: "secret", given: given.secret });
    const open = partOf(verb, { kind, part: "settings", given: given.settings });
    const now = parts.world.clock.now();
    const wanted = { kind, name: called, enabled, settings: JSON.stringify(open), now };
    const channel = await addChannel(session, wanted);
    if (Object.keys(hidden).length > 0) {
      const owner = channelSecretOwner(channel.id);
      await keepSecret(parts, session, { owner, text: JSON.stringify(hidden) });
    }
    note({ object: `channel ${channel.id}`, details: { kind, name: called } });
    return viewOf(channel, secretNames(hidden));
  },
});

/** A channel changed; secrets that are not given stay. */
export const channelsEdit = changeVerb({
  name: "channels.edit",
  summary: "Change a channel; what is not given stays, also its secrets",
  role: "administrator",
  input: z.strictObject({
    id,
    name: name.optional(),
    enabled: z.boolean().optional(),
    settings: settings.optional(),
    secret: secret.optional(),
  }),
  output: channelView,
  async run({ parts, session, note }, { id: number, secret: given, ...wanted }) {
    const verb = "channels.edit";
    const channel = await channelOf(session, number);
    const kind = kindOf(channel);
    const before = await secretsOf(parts, session, number);
    const hidden = partOf(verb, { kind, part: "secret", given: { ...before, ...given } });
    const asked: unknown = wanted.settings ?? JSON.parse(channel.settings);
    const open = partOf(verb, { kind, part: "settings", given: asked });
    if (given !== undefined) {
      const owner = channelSecretOwner(number);
      await keepSecret(parts, session, { owner, text: JSON.stringify(hidden) });
    }
    const saved = await changeChannel(session, number, {
      name: wanted.name ?? channel.name,
      enabled: wanted.enabled ?? channel.enabled,
      settings: JSON.stringify(open),
      now: parts.world.clock.now(),
    });
    if (saved === null) throw notFound(`channel ${number}`, "channels list");
    note({
      object: `channel ${number}`,
      details: { name: saved.name, secret: given !== undefined },
    });
    return viewOf(saved, secretNames(hidden));
  },
});

async function refuseUsed(session: Session, channelId: number): Promise<void> {
  const using = (await listRules(session)).filter((rule) =>
    notifiesOf(definitionOf(rule)).some((action) => action.channelId === channelId),
  );
  if (using.length === 0) return;
  const numbers = using.map((rule) => rule.id).join(", ");
  throw conflicting(
    `Cannot delete channel ${channelId}: rules use it (${numbers}). Take it out of them first.`,
  );
}

/** Forgets a channel; what waits for it is given up. */
export const channelsDelete = changeVerb({
  name: "channels.delete",
  summary: "Delete a channel that no rule uses; what still waits for it is given up",
  role: "administrator",
  input: z.strictObject({ id }),
  output: z.object({ deleted: z.boolean() }),
  async run({ session, note }, { id: number }) {
    await refuseUsed(session, number);
    if (!(await removeChannel(session, number)))
      throw notFound(`channel ${number}`, "channels list");
    await dropSecret(session, channelSecretOwner(number));
    note({ object: `channel ${number}` });
    return { deleted: true };
  },
});
