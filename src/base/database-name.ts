/** Whether a database is one of a PostgreSQL server, `postgres://…`, rather than a file. */
export function isOnServer(database: string): boolean {
  return /^postgres(ql)?:\/\//i.test(database);
}

// The last @ ends the password: what stands before it may hold anything, even what no URL may.
const login = /^([a-z]+:\/\/)(?:([^:@/?#]*)(?::.*)?@)?([^?#]*)/i;

/** What people call a database: a file, or an address without password and parameters. */
export function databaseName(database: string): string {
  if (!isOnServer(database)) return database;
  const [, , user, place = ""] = login.exec(database) ?? [];
  return `postgres://${user === undefined || user === "" ? "" : `${user}@`}${place}`;
}
