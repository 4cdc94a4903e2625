import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { credentialOf, isEntered } from "./credential-draft.ts";
import { draftOf, type InstanceDraft } from "./instance-draft.ts";
import { readTags } from "./tag-lines.ts";

function settingsOf(draft: InstanceDraft): Readonly<Record<string, unknown>> {
  const { accountName, description, pollingInterval, clientId, cloud, tagAccountName } = draft;
  const { authority, graph, defender, defenderAudience, sources, secretExpiresOn } = draft;
  const hosts = { authority, graph, defender, defenderAudience };
  return {
    accountName,
    description,
    pollingInterval,
    ...(clientId.trim() === "" ? {} : { clientId: clientId.trim() }),
    cloud,
    tagAccountName,
    tags: readTags(draft.tags).tags,
    sources,
    secretExpiresOn: secretExpiresOn === "" ? null : secretExpiresOn,
    hosts: Object.fromEntries(Object.entries(hosts).filter(([, address]) => address !== "")),
    rateFactor: Number(draft.rateFactor),
  };
}

/** A new instance as the API takes it. */
export function bodyOf(draft: InstanceDraft): unknown {
  const { tenantId } = draft;
  return { ...settingsOf(draft), tenantId: tenantId.trim(), credential: credentialOf(draft) };
}

/** What a form changes of an instance: fields that are as they were are not sent. */
export function changesOf(draft: InstanceDraft, instance: InstanceView): object {
  const before = settingsOf(draftOf(instance));
  const changed = Object.entries(settingsOf(draft)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  const isNew = isEntered(draft) || draft.credentialKind !== instance.credential.kind;
  // What is said of a secret's end goes with a new one even when it is the same as that of the one before.
  const secret = {
    credential: credentialOf(draft),
    secretExpiresOn: draft.secretExpiresOn || null,
  };
  return { ...Object.fromEntries(changed), ...(isNew ? secret : {}) };
}
