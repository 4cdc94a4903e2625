import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** How an instance is read. What the words may be is for the service to say. */
export interface InstanceSettings {
  readonly description: string;
  readonly polling: string;
  readonly enabled: boolean;
  readonly cloud: string;
  readonly hosts: Readonly<Record<string, string>>;
  readonly clientId: string;
  /** `secret`, `certificate` or `managedIdentity`. */
  readonly credential: string;
  readonly sources: readonly string[];
  readonly tagAccountName: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly secretExpiresOn: EpochMs | null;
  readonly rateFactor: number;
  readonly changedOn: EpochMs;
}

/** An instance with all that is known of it but its secret. */
export interface InstanceRow {
  readonly id: number;
  readonly tenantId: string;
  readonly accountName: string | null;
  readonly createdOn: EpochMs;
  /** `null` for one that was detached: its data stays, and nothing reads it any more. */
  readonly settings: InstanceSettings | null;
  readonly hasSecret: boolean;
  readonly nextRunOn: EpochMs | null;
  readonly deleting: boolean;
}

const select = `
  select i.id, i.tenant_id, i.account_name, i.created_on, s.description, s.polling, s.enabled, s.cloud, s.hosts, s.client_id,
    s.credential, s.sources, s.tag_account_name, s.tags, s.secret_expires_on, s.rate_factor, s.changed_on,
    k.owner is not null as has_secret, n.next_on, d.asked_on is not null as deleting
  from instance i left join instance_setting s on s.instance_id = i.id
  left join secret k on k.owner = 'instance:' || cast(i.id as text)
  left join instance_schedule n on n.instance_id = i.id
  left join instance_deletion d on d.instance_id = i.id`;

function numberOf(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === "number" ? value : null;
}

function settingsOf(row: Row): InstanceSettings | null {
  if (row["polling"] === null) return null;
  return {
    description: String(row["description"]),
    polling: String(row["polling"]),
    enabled: row["enabled"] === true,
    cloud: String(row["cloud"]),
    hosts: JSON.parse(String(row["hosts"])),
    clientId: String(row["client_id"]),
    credential: String(row["credential"]),
    sources: JSON.parse(String(row["sources"])),
    tagAccountName: row["tag_account_name"] === true,
    tags: JSON.parse(String(row["tags"])),
    secretExpiresOn: numberOf(row, "secret_expires_on"),
    rateFactor: Number(row["rate_factor"]),
    changedOn: Number(row["changed_on"]),
  };
}

function instanceOf(row: Row): InstanceRow {
  const name = row["account_name"];
  return {
    id: Number(row["id"]),
    tenantId: String(row["tenant_id"]),
    accountName: typeof name === "string" ? name : null,
    createdOn: Number(row["created_on"]),
    settings: settingsOf(row),
    hasSecret: row["has_secret"] === true,
    nextRunOn: numberOf(row, "next_on"),
    deleting: row["deleting"] === true,
  };
}

/** Every instance, oldest first. */
export async function listInstanceRows(
  on: Pick<Database | Session, "all">,
): Promise<readonly InstanceRow[]> {
  return (await on.all(`${select} order by i.id`)).map(instanceOf);
}

/** One instance; `null` when there is none of that number. */
export async function readInstance(
  on: Pick<Database | Session, "all">,
  id: number,
): Promise<InstanceRow | null> {
  const [row] = await on.all(`${select} where i.id = ?`, [id]);
  return row === undefined ? null : instanceOf(row);
}

/** The instance of a tenant; `null` when there is none. */
export async function readInstanceOfTenant(
  on: Pick<Database | Session, "all">,
  tenantId: string,
): Promise<InstanceRow | null> {
  const [row] = await on.all(`${select} where i.tenant_id = ?`, [tenantId]);
  return row === undefined ? null : instanceOf(row);
}

const columns = [
  "description",
  "polling",
  "enabled",
  "cloud",
  "hosts",
  "client_id",
  "credential",
  "sources",
  "tag_account_name",
  "tags",
  "secret_expires_on",
  "rate_factor",
  "changed_on",
];
const upsert = `
  insert into instance_setting (instance_id, ${columns.join(", ")}) values (?, ${columns.map(() => "?").join(", ")})
  on conflict (instance_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}`;

/** Writes how an instance is read, in place of what was said before. */
export async function writeSettings(
  session: Session,
  instanceId: number,
  settings: InstanceSettings,
): Promise<void> {
  await session.run(upsert, [
    instanceId,
    settings.description,
    settings.polling,
    settings.enabled,
    settings.cloud,
    JSON.stringify(settings.hosts),
    settings.clientId,
    settings.credential,
    JSON.stringify(settings.sources),
    settings.tagAccountName,
    JSON.stringify(settings.tags),
    settings.secretExpiresOn,
    settings.rateFactor,
    settings.changedOn,
  ]);
}

/** Gives an instance its account name; `null` takes it away. */
export async function nameInstance(
  session: Session,
  id: number,
  accountName: string | null,
): Promise<void> {
  await session.run("update instance set account_name = ? where id = ?", [accountName, id]);
}

/** Makes an instance for a tenant that has none yet. */
export async function insertInstance(
  session: Session,
  instance: { readonly tenantId: string; readonly accountName: string; readonly now: EpochMs },
): Promise<number> {
  const { tenantId, accountName, now } = instance;
  const [row] = await session.all(
    `insert into instance (id, tenant_id, account_name, created_on) values (nextval('instance_number'), ?, ?, ?) returning id`,
    [tenantId, accountName, now],
  );
  return Number(row?.["id"]);
}

/** Forgets how an instance is read: it is detached. */
export async function dropSettings(session: Session, instanceId: number): Promise<void> {
  await session.run("delete from instance_setting where instance_id = ?", [instanceId]);
}
