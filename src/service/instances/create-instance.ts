import {
  insertInstance,
  type InstanceSettings,
  nameInstance,
  readInstanceOfTenant,
  writeSettings,
} from "../../store/instance-settings.ts";
import type { EpochMs } from "../../base/clock.ts";
import { changeVerb } from "../verb.ts";
import { conflict } from "./find-instance.ts";
import { newInstance, type NewInstance, withoutGaps } from "./instance-input.ts";
import { instanceView, viewOf } from "./instance-view.ts";
import { clientIdOf, keepCredential, scheduleInstance } from "./write-instance.ts";
import { findInstance } from "./find-instance.ts";

function settingsOf(asked: NewInstance, changedOn: EpochMs): InstanceSettings {
  const { description, enabled, cloud, sources, tagAccountName, tags } = asked;
  const { secretExpiresOn, rateFactor, credential, pollingInterval } = asked;
  return {
    description,
    polling: pollingInterval,
    enabled,
    cloud,
    hosts: withoutGaps(asked.hosts),
    clientId: clientIdOf(credential, asked.clientId),
    credential: credential.kind,
    sources,
    tagAccountName,
    tags,
    secretExpiresOn,
    rateFactor,
    changedOn,
  };
}

/** A new instance; a tenant whose data was kept goes on where it was left. */
export const instancesCreate = changeVerb({
  name: "instances.create",
  summary: "Connect a tenant: it is read at once and then at its polling interval",
  role: "administrator",
  input: newInstance,
  output: instanceView,
  async run({ parts, session, note }, asked) {
    const now = parts.world.clock.now();
    const { tenantId, accountName } = asked;
    const known = await readInstanceOfTenant(session, tenantId);
    if (known !== null && (known.deleting || known.settings !== null)) {
      const found = known.deleting ? "is still being deleted" : "is there already: edit that one";
      throw conflict(
        `Cannot create an instance for tenant ${tenantId}: instance ${known.id} ${found}.`,
      );
    }
    const id = known?.id ?? (await insertInstance(session, { tenantId, accountName, now }));
    await nameInstance(session, id, accountName);
    const settings = settingsOf(asked, now);
    await writeSettings(session, id, settings);
    await keepCredential(parts, session, { id, credential: asked.credential });
    await scheduleInstance(session, { id, settings }, now);
    note({ object: `instance ${id}`, details: { tenantId, accountName } });
    return viewOf(await findInstance(session, id), { run: null, now });
  },
});
