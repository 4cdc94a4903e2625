import type { Search } from "../app/address.ts";
import { shortType } from "../picture/short-type.ts";

/** How far back a rule looks: longer than the time between two runs, so that none is missed. */
const span = "date.now - 1 days";

const sayings = {
  create: { words: "New", where: `_createdOn > ${span}` },
  update: { words: "Changed", where: `_beginOn > ${span} AND _createdOn <= ${span}` },
  delete: { words: "Gone", where: `_deleted = true AND _endOn > ${span}` },
  any: { words: "New or changed", where: `_beginOn > ${span}` },
} as const;

/** The rule that tells of changes such as are looked at: what it is called, and what it asks. */
export function changeRule(
  type: string,
  operation: string | undefined,
): Pick<Search, "q" | "name"> {
  const known = operation === "create" || operation === "update" || operation === "delete";
  const { words, where } = sayings[known ? operation : "any"];
  return { name: `${words}: ${shortType(type)}`, q: `FIND ${type} WITH ${where}` };
}
