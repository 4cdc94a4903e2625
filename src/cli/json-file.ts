import { misuse } from "./flags.ts";
import type { World } from "./world.ts";

/** The JSON object in a file. Throws a `usage` failure when it is none. */
export async function jsonOf(world: World, path: string): Promise<object> {
  const text = await world.readText(path);
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    throw misuse(`${path} is not JSON: ${fault.message.replaceAll(/\s+/g, " ")}.`);
  }
  throw misuse(`${path} wants one JSON object.`);
}
