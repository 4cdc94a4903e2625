import { Failure } from "../base/failure.ts";
import { type SmartClasses, smartClassesOf } from "../j1ql/smart-classes.ts";
import type { DeskWorld } from "./desk-parts.ts";

/** The definitions of smart classes beside a database; none without the file. Throws `smart_classes_invalid`. */
export async function readSmartClasses(
  { readIfThere }: Pick<DeskWorld, "readIfThere">,
  database: string,
): Promise<SmartClasses> {
  const path = `${database}.smart-classes.json`;
  const json = await readIfThere(path);
  if (json === null) return {};
  const read = smartClassesOf(json);
  if (read.ok) return read.smartClasses;
  const message = `Cannot read the smart classes in ${path}. ${read.fault}`;
  throw new Failure(message, { code: "smart_classes_invalid", retryable: false });
}
