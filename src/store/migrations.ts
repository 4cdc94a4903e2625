/** One step of the schema's growth. Never edited once released: a later one changes what an earlier one made. */
export interface Migration {
  readonly version: number;
  /** `{digest}`, `{properties}` and `{record}` stand for the engine's types. */
  readonly statements: readonly string[];
  /** What only PostgreSQL needs: DuckDB reads columns fast enough without indexes, which would double its file. */
  readonly postgres?: readonly string[];
}

const version = `
  version integer not null,
  created_on bigint not null,
  begin_on bigint not null,
  run_id integer not null`;

const entityColumns = `
  id bigint not null,
  instance_id integer not null,
  key text not null,
  type text not null,
  classes text[] not null,
  display_name text not null,
  properties {properties} not null,
  raw {record},
  digest {digest} not null,
  volatile_digest {digest} not null,${version}`;

const relationshipColumns = `
  id bigint not null,
  instance_id integer not null,
  type text not null,
  verb text not null,
  from_id bigint not null,
  to_id bigint not null,
  properties {properties} not null,
  digest {digest} not null,
  volatile_digest {digest} not null,${version}`;

const closed = `,
  end_on bigint not null,
  deleted boolean not null`;

/** All steps, oldest first. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: [
      "create sequence object_id",
      "create sequence run_number",
      "create sequence instance_number",
      `create table instance (id integer primary key, tenant_id text not null unique, account_name text,
        created_on bigint not null)`,
      `create table instance_state (instance_id integer not null, name text not null, value text not null,
        primary key (instance_id, name))`,
      `create table run (id integer primary key, instance_id integer not null, state text not null,
        started_on bigint not null, ended_on bigint, observed_on bigint, baseline boolean not null default false, reason text, report text)`,
      `create table entity (${entityColumns})`,
      `create table relationship (${relationshipColumns})`,
      `create table entity_history (${entityColumns}${closed})`,
      `create table relationship_history (${relationshipColumns}${closed})`,
      `create table change (run_id integer not null, instance_id integer not null, changed_on bigint not null,
        kind text not null, operation text not null, object_id bigint not null, type text not null)`,
      "create table volatile_property (type text not null, name text not null)",
      `create table held (instance_id integer not null, kind text not null, object_id bigint not null,
        type text not null, run_id integer not null)`,
      `create table shape_entity (instance_id integer not null, type text not null, classes text[] not null,
        count bigint not null, properties text not null)`,
      `create table shape_relationship (instance_id integer not null, type text not null, verb text not null,
        from_type text not null, to_type text not null, count bigint not null)`,
    ],
  },
  // One row once history was let go: from this moment on it is whole, before it nothing can be told.
  { version: 2, statements: ["create table history_horizon (begins_on bigint not null)"] },
  {
    version: 4,
    statements: [
      "create sequence audit_number",
      `create table audit (id bigint primary key, happened_on bigint not null, caller_kind text not null, caller_id bigint,
        caller_name text not null, verb text not null, object text not null, details text not null)`,
    ],
  },
  {
    version: 5,
    statements: [
      `create table instance_setting (instance_id integer primary key, description text not null, polling text not null,
        enabled boolean not null, cloud text not null, hosts text not null, client_id text not null, credential text not null,
        sources text not null, tag_account_name boolean not null, tags text not null, secret_expires_on bigint,
        rate_factor double precision not null, changed_on bigint not null)`,
      "create table instance_schedule (instance_id integer primary key, anchor_on bigint not null, next_on bigint not null)",
      "create table instance_deletion (instance_id integer primary key, asked_on bigint not null)",
      `create table secret (owner text primary key, key_id text not null, sealed text not null, sealed_on bigint not null)`,
      `create table run_request (run_id integer primary key, cause text not null, asked_on bigint not null,
        asked_by text not null, full_read boolean not null, confirm_held boolean not null, cancelled_on bigint)`,
      "create sequence run_event_number",
      `create table run_event (id bigint primary key, run_id integer not null, happened_on bigint not null, level text not null,
        code text not null, step text, message text not null)`,
      `create table run_step (run_id integer not null, step text not null, title text not null, status text not null,
        started_on bigint not null, ended_on bigint, reason text, code text, failed_call text, received bigint not null,
        expected bigint, calls bigint not null, retries bigint not null, throttled bigint not null, bytes bigint not null,
        primary key (run_id, step))`,
    ],
    postgres: [
      "create index on run_event (run_id, id)",
      "create index on run (state) where state in ('queued', 'running', 'applying')",
    ],
  },
  {
    version: 6,
    statements: [
      "create sequence user_number",
      `create table app_user (id integer primary key, name text not null unique, display_name text not null, role text not null,
        password text, single_sign_on text, disabled boolean not null, created_on bigint not null, last_login_on bigint)`,
      "create sequence session_number",
      `create table login_session (token_hash text primary key, id bigint not null, user_id integer not null, method text not null,
        address text not null, agent text not null, created_on bigint not null, seen_on bigint not null, ends_on bigint not null)`,
      "create sequence token_number",
      `create table api_token (token_hash text primary key, id bigint not null, name text not null, role text not null,
        instance_id integer, user_id integer, created_on bigint not null, ends_on bigint, used_on bigint)`,
      `create table login_attempt (subject text primary key, failures integer not null, failed_on bigint not null,
        blocked_until bigint not null)`,
    ],
  },
  {
    version: 7,
    statements: [
      "create sequence question_number",
      "create sequence rule_number",
      "create sequence evaluation_number",
      "create sequence alert_number",
      "create sequence alert_event_number",
      "create sequence channel_number",
      "create sequence delivery_number",
      `create table question (id integer primary key, definition text not null, version integer not null,
        created_on bigint not null, updated_on bigint not null)`,
      `create table rule (id integer primary key, pack text, enabled boolean not null, definition text not null,
        version integer not null, created_on bigint not null, updated_on bigint not null, next_on bigint)`,
      "create table rule_memory (rule_id integer primary key, turn bigint not null, rows text not null)",
      `create table rule_evaluation (id bigint primary key, rule_id integer not null, cause text not null,
        started_on bigint not null, ended_on bigint not null, outcome text not null, total bigint not null,
        added bigint not null, removed bigint not null, still bigint not null, error_code text, note text)`,
      `create table alert (id bigint primary key, rule_id integer not null, kind text not null, state text not null,
        severity text not null, title text not null, opened_on bigint not null, changed_on bigint not null,
        last_seen_on bigint not null, closed_on bigint, close_reason text, snoozed_until bigint, total bigint not null,
        evidence text not null)`,
      `create table alert_event (id bigint primary key, alert_id bigint not null, happened_on bigint not null,
        event text not null, state text not null, actor text not null, note text)`,
      `create table channel (id integer primary key, kind text not null, name text not null, enabled boolean not null,
        settings text not null, version integer not null, created_on bigint not null,
        updated_on bigint not null)`,
      `create table delivery (id bigint primary key, channel_id integer not null, rule_id integer, alert_id bigint,
        event text not null, idempotency_key text not null, content text not null, state text not null,
        attempts integer not null, next_on bigint not null, claimed_until bigint, last_error text,
        created_on bigint not null, ended_on bigint)`,
      `create table channel_reference (channel_id integer not null, alert_id bigint not null, reference text not null,
        primary key (channel_id, alert_id))`,
      "create table run_attended (instance_id integer primary key, run_id integer not null)",
    ],
  },
  // What a person said of an account: whose it is, or, without a user, that it is nobody's.
  {
    version: 8,
    statements: [
      `create table identity_link (instance_id integer not null, account_key text not null, user_key text,
        note text, linked_on bigint not null, primary key (instance_id, account_key))`,
    ],
  },
  // Who runs an instance, where several processes share a database.
  {
    version: 9,
    statements: [
      `create table lease (instance_id integer primary key, owner text not null,
        heartbeat_on bigint not null, expires_on bigint not null)`,
      // Every set of volatile properties that versions were ever written with, as JSON: their digests tell them apart.
      "create table volatile_set (type text not null, names text not null, primary key (type, names))",
      `insert into volatile_set
       select type, '[' || string_agg('"' || name || '"', ',' order by name) || ']' from volatile_property group by type`,
    ],
    postgres: [
      "create index on entity (id)",
      "create index on entity (instance_id, key)",
      "create index on entity (key)",
      "create index on entity (type)",
      "create index on relationship (id)",
      // What a step reads, so that it need not look into the table: a tenth of the time.
      "create index on relationship (type, from_id, to_id)",
      "create index on relationship (type, to_id, from_id)",
      "create index on relationship (from_id)",
      "create index on relationship (to_id)",
      "create index on entity_history (id)",
      "create index on entity_history (key)",
      "create index on entity_history (end_on)",
      "create index on relationship_history (id)",
      "create index on relationship_history (from_id)",
      "create index on relationship_history (to_id)",
      "create index on relationship_history (end_on)",
      "create index on change (changed_on)",
      "create index on held (instance_id)",
      "create index on run (instance_id)",
      // Nothing is looked for by these, and to count their values would take seconds.
      ...["entity", "relationship", "entity_history", "relationship_history"].flatMap((table) =>
        ["properties", "digest", "volatile_digest"].map(
          (column) => `alter table ${table} alter column ${column} set statistics 0`,
        ),
      ),
    ],
  },
  {
    version: 10,
    statements: [
      "create sequence publication_number",
      `create table publication (id integer primary key, instance_id integer not null, target text not null, as_of bigint not null,
        state text not null, started_on bigint not null, ended_on bigint, job_id text, objects bigint not null, report text)`,
      // Where an instance's graph is published to, and whether that is wanted after each run, or now.
      `create table publication_target (instance_id integer primary key, api_url text not null, account text not null,
        scope_kind text not null, scope text not null, after_run boolean not null, asked boolean not null,
        busy_until bigint not null)`,
    ],
  },
  // Tags that rules give entities: not the provider's, so that no run sees or changes them. The value is JSON.
  {
    version: 11,
    statements: [
      `create table entity_tag (rule_id integer not null, instance_id integer not null, entity_key text not null,
        name text not null, value text not null, begin_on bigint not null, end_on bigint)`,
    ],
    postgres: ["create index on entity_tag (entity_key)"],
  },
  // Boards that people make of questions.
  {
    version: 12,
    statements: [
      "create sequence dashboard_number",
      `create table dashboard (id integer primary key, definition text not null, version integer not null,
        created_on bigint not null, updated_on bigint not null)`,
    ],
  },
];
