import {
  type InstanceSettings,
  nameInstance,
  writeSettings,
} from "../../store/instance-settings.ts";
import { listRuns } from "../../store/run-list.ts";
import { changeVerb } from "../verb.ts";
import { conflict, findActive, findInstance } from "./find-instance.ts";
import { type InstanceChanges, instanceChanges, withoutGaps } from "./instance-input.ts";
import { instanceView, viewOf } from "./instance-view.ts";
import { clientIdOf, keepCredential, scheduleInstance } from "./write-instance.ts";

type SettingsChange = Partial<InstanceSettings>;

function changesOf(asked: InstanceChanges, known: InstanceSettings): SettingsChange {
  const { credential, clientId, hosts, pollingInterval } = asked;
  const { description, enabled, cloud, secretExpiresOn, sources } = asked;
  const { tagAccountName, tags, rateFactor } = asked;
  return {
    ...defined({
      description,
      enabled,
      cloud,
      secretExpiresOn,
      sources,
      tagAccountName,
      tags,
      rateFactor,
    }),
    ...(pollingInterval === undefined ? {} : { polling: pollingInterval }),
    ...(hosts === undefined ? {} : { hosts: withoutGaps(hosts) }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(credential === undefined
      ? {}
      : {
          credential: credential.kind,
          clientId: clientIdOf(credential, clientId ?? known.clientId),
        }),
  };
}

/** What is there of a change. */
function defined(change: {
  readonly [Name in keyof InstanceSettings]?: InstanceSettings[Name] | undefined;
}): SettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * A kept secret goes to the addresses for which it was entered and nowhere else: whoever may change addresses could otherwise
 * have it sent to themselves. Throws `conflict`.
 */
function refuseElsewhere(
  before: InstanceSettings,
  after: InstanceSettings,
  { id, credential }: InstanceChanges,
): void {
  if (credential !== undefined || after.credential === "managedIdentity") return;
  const where = ({ cloud, hosts }: InstanceSettings): string =>
    JSON.stringify([cloud, Object.entries(hosts).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  if (where(before) === where(after)) return;
  throw conflict(
    `Instance ${id} would send its secret to other addresses: enter the secret again together with the new cloud or addresses.`,
  );
}

/** Changes an instance; what is not said stays. */
export const instancesEdit = changeVerb({
  name: "instances.edit",
  summary: "Change an instance; what is not given stays, also the secret",
  role: "administrator",
  input: instanceChanges,
  output: instanceView,
  async run({ parts, session, note }, asked) {
    const now = parts.world.clock.now();
    const { id, credential, accountName } = asked;
    const known = await findActive(session, id);
    const changes = changesOf(asked, known.settings);
    refuseElsewhere(known.settings, { ...known.settings, ...changes }, asked);
    // A new secret has a new end: the old one's is not true of it.
    const renewed = credential !== undefined && asked.secretExpiresOn === undefined;
    const settings: InstanceSettings = {
      ...known.settings,
      ...changes,
      ...(renewed ? { secretExpiresOn: null } : {}),
      changedOn: now,
    };
    if (accountName !== undefined) await nameInstance(session, id, accountName);
    await writeSettings(session, id, settings);
    if (credential !== undefined) await keepCredential(parts, session, { id, credential });
    const isTimed = asked.pollingInterval !== undefined || asked.enabled !== undefined;
    if (isTimed) await scheduleInstance(session, { id, settings }, now);
    const changed = Object.keys(asked).filter((name) => name !== "id");
    note({ object: `instance ${id}`, details: { changed } });
    const [run = null] = await listRuns(parts.database, {
      instanceId: id,
      before: null,
      limit: 1,
    });
    return viewOf(await findInstance(session, id), { run, now });
  },
});
