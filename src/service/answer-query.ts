import { checkText } from "../j1ql/analyse.ts";
import type { CheckOptions } from "../j1ql/check.ts";
import { runQuery } from "../store/query.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { QueryAnswer, QueryInput } from "./service.ts";

/** What a query's text is checked against: nothing beyond what may be seen, or its warnings would tell of it. */
export async function checkOptions(
  parts: DeskParts,
  { parameters = {}, instanceId }: Pick<QueryInput, "parameters" | "instanceId">,
): Promise<CheckOptions> {
  const [catalogue, smartClasses] = await Promise.all([
    parts.catalogue(instanceId),
    parts.smartClasses(),
  ]);
  return { parameters, catalogue, smartClasses };
}

/** Answers a query, or says what is wrong with it. */
export async function answerQuery(
  parts: DeskParts,
  input: QueryInput,
  signal?: AbortSignal,
): Promise<QueryAnswer> {
  const { plan, problems, warnings } = checkText(input.text, await checkOptions(parts, input));
  if (plan === null) return { ok: false, problems };
  const startedOn = parts.world.clock.now();
  const { asOf, asTree, limit, instanceId } = input;
  const result = await runQuery(parts.database, plan, {
    asOf,
    asTree,
    limit,
    instanceId,
    signal,
    now: startedOn,
  });
  return { ok: true, result, warnings, ms: parts.world.clock.now() - startedOn };
}
