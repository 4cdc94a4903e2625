import type { KnownError } from "./known-error.ts";

/** What can go wrong between the program and its own files. */
export const databaseErrors = {
  database_locked: {
    status: 503,
    means: "Another process has the database open.",
    todo: "Stop it, or ask it: most commands do so by themselves.",
  },
  database_missing: {
    status: 404,
    means: "There is no database.",
    todo: "Run defender-graph collect or start first, or name another --database.",
  },
  database_empty: {
    status: 404,
    means: "There is no graph in the database yet.",
    todo: "Run defender-graph collect first.",
  },
  database_older: {
    status: 503,
    means: "An older release wrote the database.",
    todo: "Run defender-graph start or collect once.",
  },
  database_newer: {
    status: 503,
    means: "A newer release wrote the database.",
    todo: "Use that release.",
  },
  database_corrupt: {
    status: 500,
    means: "The file is not a whole database.",
    todo: "Restore it from a backup.",
  },
  database_unwritable: {
    status: 500,
    means: "The file cannot be opened.",
    todo: "Check that it exists and may be read and written.",
  },
  database_closed: {
    status: 503,
    means: "The database was closed meanwhile.",
    todo: "The server is stopping: ask again when it is there.",
  },
  database_foreign: {
    status: 409,
    means: "A tenant was read into the database that the demo would make anew.",
    todo: "Name another --database.",
  },
  database_exists: {
    status: 409,
    means: "There is a database already.",
    todo: "Name another file, or say that it may be replaced.",
  },
  disk_full: {
    status: 503,
    means: "The disk is full.",
    todo: "Free some space; what was committed is intact.",
  },
  out_of_memory: {
    status: 503,
    means: "The database reached its memory limit.",
    todo: "Give it more (DEFENDER_GRAPH_MEMORY_LIMIT), free disk space for its temporary files, or ask for less.",
  },
  file_missing: { status: 404, means: "There is no such file or folder.", todo: "Check the path." },
  file_unusable: {
    status: 500,
    means: "A file may not be read or written.",
    todo: "Check the path and its permissions.",
  },
  input_unreadable: {
    status: 400,
    means: "A file that was named cannot be read.",
    todo: "Check the path and its permissions.",
  },
  output_unwritable: {
    status: 500,
    means: "The output cannot be written.",
    todo: "Check the path, its permissions and the disk.",
  },
  backup_missing: { status: 404, means: "There is no such backup.", todo: "Check the path." },
  backup_exists: {
    status: 409,
    means: "There is a file already where the backup is to go.",
    todo: "Name another file, or say that it may be replaced.",
  },
  backup_unsound: {
    status: 500,
    means: "The backup does not hold what it must.",
    todo: "Make another one; see the findings.",
  },
  restore_same_file: {
    status: 400,
    means: "A database cannot be restored over itself.",
    todo: "Name another file.",
  },
  smart_classes_invalid: {
    status: 500,
    means: "The file of smart classes is not valid.",
    todo: "Correct the place that the message names.",
  },
  key_missing: {
    status: 500,
    means: "There is no key that secrets could be sealed with.",
    todo: "Set DEFENDER_GRAPH_KEY to 32 random bytes in base64.",
  },
  key_invalid: {
    status: 500,
    means: "The key is not one.",
    todo: "Give 32 random bytes in base64 or hex.",
  },
  key_unusable: {
    status: 500,
    means: "The key file cannot be read or written.",
    todo: "Check its permissions, or set DEFENDER_GRAPH_KEY.",
  },
  secret_unreadable: {
    status: 500,
    means: "A secret was sealed with a key that is not there.",
    todo: "Give that key back, or enter the secret again.",
  },
  history_gone: {
    status: 400,
    means: "The history before a moment was let go.",
    todo: "Ask for a later moment.",
  },
  backup_unsupported: {
    status: 500,
    means: "The server database cannot be copied file by file.",
    todo: "Use pg_dump, or defender-graph backup without a server in between.",
  },
  copy_incomplete: {
    status: 500,
    means: "Not every row arrived in the other database.",
    todo: "Nothing was changed; try again.",
  },
  database_address: {
    status: 500,
    means: "The database's address is not one.",
    todo: "It looks like postgres://user:password@host:5432/database?sslmode=verify-full.",
  },
  database_unfit: {
    status: 500,
    means: "The server is not one that can hold a graph.",
    todo: "The message says what lacks, such as a newer PostgreSQL or UTF-8.",
  },
  database_unreachable: {
    status: 503,
    means: "Nobody answers where the database's server should be.",
    todo: "Check host and port, that PostgreSQL runs, and that a firewall lets you through.",
  },
  database_login: {
    status: 503,
    means: "The database's server did not let the user in.",
    todo: "Check user and password (in the address, or PGPASSWORD), and pg_hba.conf.",
  },
  database_tls: {
    status: 503,
    means: "No trusted TLS connection to the database's server came about.",
    todo: "Check sslmode, sslrootcert and the server's certificate.",
  },
  database_permission: {
    status: 500,
    means: "The database's user lacks a permission there.",
    todo: "Grant it CREATE on the database and on its schema, and its tables.",
  },
  database_read_only: {
    status: 503,
    means: "The database's server may only be read: it may be a replica.",
    todo: "Name the primary as the database, and a replica in DEFENDER_GRAPH_REPLICA.",
  },
  database_busy: {
    status: 503,
    means: "The database's server has no connection left.",
    todo: "Wait, lower pool= in the address, or raise max_connections.",
  },
  database_lost: {
    status: 503,
    means: "The connection to the database's server was lost.",
    todo: "Try again; what was committed is intact.",
  },
  database_conflict: {
    status: 503,
    means: "Another process changed the same at the same time.",
    todo: "Try again.",
  },
  compaction_interrupted: {
    status: 503,
    means: "The compaction was ended before it was done.",
    todo: "All history is still there; ask again.",
  },
  run_taken_over: {
    status: 503,
    means: "Another process took the run over, since this one's lease had expired.",
    todo: "Nothing was written; the other process goes on.",
  },
  identity_rules_invalid: {
    status: 400,
    means: "The file of identity rules is not one.",
    todo: "Correct the places that the message names; the rules given before stay.",
  },
  roster_invalid: {
    status: 400,
    means: "The roster is not one.",
    todo: "Correct the lines that the message names; the roster given before stays.",
  },
  input_too_large: {
    status: 413,
    means: "The file is larger than is read.",
    todo: "Split it.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
