import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { defaultSources } from "../../../src/sync/source.ts";
import { tagLines } from "./tag-lines.ts";

/** What the form of an instance holds. */
export interface InstanceDraft {
  readonly accountName: string;
  readonly description: string;
  readonly pollingInterval: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credentialKind: CredentialKind;
  readonly secret: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly secretExpiresOn: string;
  readonly cloud: string;
  readonly tagAccountName: boolean;
  /** One a line: name=value. */
  readonly tags: string;
  readonly sources: readonly string[];
  readonly authority: string;
  readonly graph: string;
  readonly defender: string;
  readonly defenderAudience: string;
  readonly rateFactor: string;
}

/** How an app registration proves who it is. */
export type CredentialKind = "secret" | "certificate" | "managedIdentity";

/** An empty form. */
export const emptyDraft: InstanceDraft = {
  accountName: "",
  description: "",
  pollingInterval: "ONE_DAY",
  tenantId: "",
  clientId: "",
  credentialKind: "secret",
  secret: "",
  certificate: "",
  privateKey: "",
  secretExpiresOn: "",
  cloud: "commercial",
  tagAccountName: true,
  tags: "",
  sources: defaultSources,
  authority: "",
  graph: "",
  defender: "",
  defenderAudience: "",
  rateFactor: "1",
};

/** The form of an instance as it is; what is secret is empty, and stays as it is while it is. */
export function draftOf(instance: InstanceView): InstanceDraft {
  const { accountName, description, pollingInterval, tenantId, clientId, cloud, hosts } = instance;
  const { credential, tagAccountName, tags, sources, rateFactor } = instance;
  return {
    ...emptyDraft,
    ...hosts,
    accountName: accountName ?? "",
    description,
    pollingInterval,
    tenantId,
    clientId,
    credentialKind: kindOf(credential.kind),
    secretExpiresOn:
      credential.expiresOn === null
        ? ""
        : new Date(credential.expiresOn).toISOString().slice(0, 10),
    cloud,
    tagAccountName,
    tags: tagLines(tags),
    sources,
    rateFactor: String(rateFactor),
  };
}

function kindOf(kind: string): CredentialKind {
  return kind === "certificate" || kind === "managedIdentity" ? kind : "secret";
}
