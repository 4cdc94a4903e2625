import type { EpochMs } from "../../base/clock.ts";
import { anchorOf, dropSchedule, writeSchedule } from "../../store/instance-schedule.ts";
import type { InstanceSettings } from "../../store/instance-settings.ts";
import { dropSecret } from "../../store/secret.ts";
import type { Session } from "../../store/session.ts";
import type { DeskParts } from "../desk-parts.ts";
import { keepSecret } from "../secrets/secrets.ts";
import { secretOwner } from "./find-instance.ts";
import type { InstanceCredential } from "./instance-input.ts";
import { intervalOf, nextAfterRun } from "./polling.ts";

/** Keeps how an app registration proves who it is, in place of what was kept before. */
export async function keepCredential(
  parts: DeskParts,
  session: Session,
  { id, credential }: { readonly id: number; readonly credential: InstanceCredential },
): Promise<void> {
  const owner = secretOwner(id);
  const { kind: _, ...secret } = credential;
  if (credential.kind === "managedIdentity") await dropSecret(session, owner);
  else await keepSecret(parts, session, { owner, text: JSON.stringify(secret) });
}

/** Where the client id of a credential is kept: a managed identity may have one of its own. */
export function clientIdOf(credential: InstanceCredential, clientId: string | undefined): string {
  return credential.kind === "managedIdentity" ? (credential.clientId ?? "") : (clientId ?? "");
}

/** Says when an instance is read next: at once when polling begins, else at its usual times. */
export async function scheduleInstance(
  session: Session,
  { id, settings }: { readonly id: number; readonly settings: InstanceSettings },
  now: EpochMs,
): Promise<void> {
  const interval = settings.enabled ? intervalOf(settings.polling) : null;
  if (interval === null) return dropSchedule(session, id);
  const anchorOn = await anchorOf(session, id);
  return writeSchedule(
    session,
    anchorOn === null
      ? { instanceId: id, anchorOn: now, nextOn: now }
      : {
          instanceId: id,
          anchorOn,
          nextOn: nextAfterRun({ instanceId: id, anchorOn, interval }, now),
        },
  );
}
