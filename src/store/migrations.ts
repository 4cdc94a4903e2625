/** One step of the schema's growth. Never edited once released: a later one changes what an earlier one made. */
export interface Migration {
  readonly version: number;
  /** `{digest}` and `{properties}` stand for the engine's types. */
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
  raw text,
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
  // Who runs an instance, where several processes share a database.
  {
    version: 5,
    statements: [
      `create table lease (instance_id integer primary key, owner text not null,
        heartbeat_on bigint not null, expires_on bigint not null)`,
      // Every set of volatile properties that versions were ever written with, as JSON: their digests tell them apart.
      "create table volatile_set (type text not null, names text not null, primary key (type, names))",
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
    ],
  },
];
