import { z } from "zod";
import { type ChannelKindName, channelKindNames, channelKinds } from "../../alert/channel/kinds.ts";
import type { StoredChannel } from "../../store/channel.ts";
import type { Session } from "../../store/session.ts";
import type { DeskParts } from "../desk-parts.ts";
import { conflicting, invalid } from "../not-found.ts";
import { revealSecret } from "../secrets/secrets.ts";
import { channelSecretOwner } from "./find-channel.ts";
import { wrongFields } from "../wrong-fields.ts";

const record = z.looseObject({});

/** A channel's kind. Throws `conflict` for one of another release. */
export function kindOf({ kind, id }: StoredChannel): ChannelKindName {
  const known = channelKindNames.find((one) => one === kind);
  if (known === undefined)
    throw conflicting(`This release knows no ${kind}, which channel ${id} is.`);
  return known;
}

/** What was given of a channel. */
export interface GivenPart {
  readonly kind: ChannelKindName;
  readonly part: "settings" | "secret";
  readonly given: unknown;
}

/** What a kind makes of what was given. Throws `request_invalid`. */
export function partOf(verb: string, { kind, part, given }: GivenPart): z.output<typeof record> {
  const read = channelKinds[kind][part].safeParse(given);
  if (read.success) return record.parse(read.data);
  throw invalid(verb, [wrongFields(read.error, [part])]);
}

/** A channel's secrets; none where there are none. Throws `secret_unreadable`. */
export async function secretsOf(
  parts: DeskParts,
  reader: Pick<Session, "all">,
  channelId: number,
): Promise<z.output<typeof record>> {
  const text = await revealSecret(parts, reader, channelSecretOwner(channelId));
  return text === null ? {} : record.parse(JSON.parse(text));
}

/** The names of the secrets that hold something. */
export function secretNames(secrets: z.output<typeof record>): readonly string[] {
  const isEmpty = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return Object.keys(secrets).filter((name) => !isEmpty(secrets[name]));
}
