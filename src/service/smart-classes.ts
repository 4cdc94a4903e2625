import { databaseName, isOnServer } from "../base/database-name.ts";
import { Failure } from "../base/failure.ts";
import { type SmartClasses, smartClassesOf } from "../j1ql/smart-classes.ts";
import type { DeskWorld } from "./desk-parts.ts";

/** Beside a file; for a database on a server, under its name in the working folder. */
function pathFor(database: string): string {
  const place = isOnServer(database) ? (databaseName(database).split("/").at(-1) ?? "") : database;
  return `${place}.smart-classes.json`;
}

/** The definitions of smart classes beside a database; none without the file. Throws `smart_classes_invalid`. */
export async function readSmartClasses(
  { readIfThere }: Pick<DeskWorld, "readIfThere">,
  database: string,
): Promise<SmartClasses> {
  const path = pathFor(database);
  const json = await readIfThere(path);
  if (json === null) return {};
  const read = smartClassesOf(json);
  if (read.ok) return read.smartClasses;
  const message = `Cannot read the smart classes in ${path}. ${read.fault}`;
  throw new Failure(message, { code: "smart_classes_invalid", retryable: false });
}
