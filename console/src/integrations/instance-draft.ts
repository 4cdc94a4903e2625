/** What the form of a new instance holds. */
export interface InstanceDraft {
  readonly accountName: string;
  readonly description: string;
  readonly pollingInterval: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
  readonly secretExpiresOn: string;
  readonly cloud: string;
  readonly tagAccountName: boolean;
  readonly sources: readonly string[];
  readonly authority: string;
  readonly graph: string;
  readonly defender: string;
  readonly defenderAudience: string;
}

/** The data sources that can be switched on. */
export const sources = [
  "users",
  "groups",
  "machines",
  "devices",
  "logon_users",
  "vulnerabilities",
  "software",
] as const;

/** An empty form. */
export const emptyDraft: InstanceDraft = {
  accountName: "",
  description: "",
  pollingInterval: "ONE_DAY",
  tenantId: "",
  clientId: "",
  secret: "",
  secretExpiresOn: "",
  cloud: "commercial",
  tagAccountName: true,
  sources,
  authority: "",
  graph: "",
  defender: "",
  defenderAudience: "",
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with a form, by field, in the order of the fields; empty when it can be sent. */
export function problemsOf(draft: InstanceDraft): ReadonlyMap<keyof InstanceDraft, string> {
  const problems = new Map<keyof InstanceDraft, string>();
  if (draft.accountName.trim() === "")
    problems.set("accountName", "Name the Defender account: every entity carries the name.");
  if (!guid.test(draft.tenantId.trim()))
    problems.set("tenantId", "This is no directory (tenant) id: copy it from the app's overview.");
  if (!guid.test(draft.clientId.trim()))
    problems.set(
      "clientId",
      "This is no application (client) id: copy it from the app's overview.",
    );
  if (draft.secret.trim() === "") problems.set("secret", "Paste the client secret's value.");
  else if (guid.test(draft.secret.trim()))
    problems.set(
      "secret",
      "This is the secret's id, not its value. Copy the column Value, shown right after the secret was made.",
    );
  if (draft.sources.length === 0) problems.set("sources", "Switch on at least one data source.");
  return problems;
}

/** The form as the API takes it. */
export function bodyOf(draft: InstanceDraft): unknown {
  const { accountName, description, pollingInterval, tenantId, clientId, secret } = draft;
  const { cloud, tagAccountName, secretExpiresOn } = draft;
  const { authority, graph, defender, defenderAudience } = draft;
  const hosts = { authority, graph, defender, defenderAudience };
  return {
    accountName,
    description,
    pollingInterval,
    tenantId: tenantId.trim(),
    clientId: clientId.trim(),
    credential: { kind: "secret", secret },
    cloud,
    tagAccountName,
    sources: draft.sources,
    secretExpiresOn: secretExpiresOn === "" ? null : secretExpiresOn,
    hosts: Object.fromEntries(Object.entries(hosts).filter(([, address]) => address !== "")),
  };
}
