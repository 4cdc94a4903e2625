import { expect, it } from "vitest";
import { databaseName, isOnServer } from "./database-name.ts";

it.each([
  ["graph.duckdb", "graph.duckdb"],
  [
    "postgres://me:secret@db.example:5432/graph?sslmode=require",
    "postgres://me@db.example:5432/graph",
  ],
  ["postgresql://me:se@cr/et@db/graph", "postgres://me@db/graph"],
  ["postgres://me@db/graph", "postgres://me@db/graph"],
  ["postgres://db/graph?password=secret", "postgres://db/graph"],
  ["POSTGRES://me:a:b@[::1]:1/graph", "postgres://me@[::1]:1/graph"],
])("%s is called %s", (database, name) => {
  expect(databaseName(database)).toBe(name);
  expect(isOnServer(database)).toBe(database !== "graph.duckdb");
});
