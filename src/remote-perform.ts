import type { z } from "zod";
import { isInAddress } from "./http/operation.ts";
import { verbRoutes } from "./http/verb-table.ts";
import { ask, type Remote, valueOf } from "./remote-call.ts";
import type { Verb } from "./service/verb.ts";

/** Has a server do what a verb says. Throws its refusals and failures in its own words, `server_unreachable`. */
export async function performAt<Input extends z.ZodType, Output extends z.ZodType>(
  remote: Remote,
  verb: Verb<Input, Output>,
  input: unknown,
): Promise<z.output<Output>> {
  const route = verbRoutes.find((one) => one.verb.name === verb.name);
  if (route === undefined) throw new TypeError(`No route leads to ${verb.name}.`);
  const { method } = route;
  const given = new Map(Object.entries(typeof input === "object" && input !== null ? input : {}));
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(textOf(given.get(name)));
    given.delete(name);
    return value;
  });
  const asked = isInAddress(method)
    ? { path: path + search(given), method }
    : { path, method, body: Object.fromEntries(given) };
  const answered = await ask(remote, asked);
  if (answered.ok) return valueOf(answered.reply, verb.output);
  throw new TypeError(`The server finds a query wrong at ${path}, which takes none.`);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function search(given: ReadonlyMap<string, unknown>): string {
  const pairs = [...given].flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, textOf(value)]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}
