import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { describedRoutes } from "../../src/http/described-routes.ts";
import { verbRoutes } from "../../src/http/verb-table.ts";

interface Described {
  readonly method: string;
  readonly path: RegExp;
  readonly schema: z.ZodType;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
}

// What is exact goes before what has a place for a number.
const described: readonly Described[] = [
  ...describedRoutes.map(({ method, path, answer }) => ({ method, path, schema: answer.schema })),
  ...verbRoutes.map(({ method, path, verb }) => ({ method, path, schema: verb.output })),
]
  .toSorted((one, other) => Number(one.path.includes(":")) - Number(other.path.includes(":")))
  .map(({ path, ...rest }) => ({ ...rest, path: patternOf(path) }));

/** An answer, as far as its description goes. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Throws when a good answer is not what the API's description says: a wrong value, or one that is not described. */
export function expectAsDescribed(
  { method, url }: { readonly method: string; readonly url: string },
  { status, type, text }: Answer,
): void {
  if (status >= 300 || !/[/+](?:nd)?json|x-ndjson/.test(type)) return;
  const [address = ""] = url.split("?", 1);
  const route = described.find((one) => one.method === method && one.path.test(address));
  if (route === undefined) return;
  const told = type.includes("ndjson") ? text.split("\n").filter((line) => line !== "") : [text];
  for (const one of told) {
    const value: unknown = JSON.parse(one);
    const parsed = route.schema.safeParse(value);
    const asked = `${method} ${address} answers ${one.slice(0, 500)}`;
    if (!parsed.success) throw new Error(`${asked}, which is not as described: ${parsed.error}`);
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(parsed.data)), value))
      throw new Error(`${asked}, which is more than ${JSON.stringify(parsed.data).slice(0, 500)}`);
  }
}
