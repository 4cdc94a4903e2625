import { Failure } from "../base/failure.ts";
import { checkText } from "../j1ql/analyse.ts";
import { readCatalogue, runQuery } from "../store/query.ts";
import { readHealth, type RunHealth } from "../store/run-health.ts";
import type { AlertWorld } from "./alert-world.ts";
import { type Compared, compareRows } from "./comparison.ts";
import { queryName, type RuleDefinition, type RuleQuery } from "./definition.ts";
import { type Doubt, doubtOf, isDoubtful } from "./doubt.ts";
import { healthRows } from "./health-rows.ts";
import type { Memory } from "./rule-memory.ts";
import { mostRows, type RuleRows, ruleRowsOf } from "./rule-rows.ts";

/** What all queries of a rule found, by their names. */
export interface Answers {
  readonly queries: Readonly<Record<string, Compared>>;
  /** Whether some of it may be out of date. */
  readonly isDoubtful: boolean;
}

interface Asking {
  readonly world: AlertWorld;
  readonly definition: RuleDefinition;
  readonly memory: Memory;
  readonly health: readonly RunHealth[];
  readonly doubt: Doubt;
  readonly now: number;
}

function refused(name: string, reason: string): Failure {
  const message = `The query ${name} cannot be asked: ${reason} Change it in the rule.`;
  return new Failure(message, { code: "query_invalid", retryable: false });
}

interface Found extends RuleRows {
  readonly doubtful: boolean;
}

async function askGraph(
  { world, definition, doubt, now }: Asking,
  name: string,
  { query = "", rowKey }: RuleQuery,
): Promise<Found> {
  const instanceId = definition.instanceId ?? undefined;
  const [catalogue, smartClasses] = await Promise.all([
    readCatalogue(world.database, instanceId),
    world.smartClasses(),
  ]);
  const { plan, problems } = checkText(query, { parameters: definition.parameters, smartClasses });
  if (plan === null) throw refused(name, problems[0]?.message ?? "it is not J1QL.");
  const result = await runQuery(world.database, plan, { now, instanceId, limit: mostRows });
  return { ...ruleRowsOf(result, plan, rowKey), doubtful: isDoubtful(plan, doubt, catalogue) };
}

function ask(asking: Asking, name: string, query: RuleQuery): Promise<Found> {
  if (query.check === undefined) return askGraph(asking, name, query);
  const { health, now, definition } = asking;
  const checking = { now, parameters: definition.parameters };
  return Promise.resolve({ ...healthRows(query.check, health, checking), doubtful: false });
}

/** Asks all queries of a rule, and compares with what they found before. Throws what the database throws. */
export async function askRule(
  world: AlertWorld,
  definition: RuleDefinition,
  memory: Memory,
): Promise<Answers> {
  const health = await readHealth(world.database, definition.instanceId);
  const doubt = doubtOf(health, world.typesOfSteps);
  const asking: Asking = { world, definition, memory, health, doubt, now: world.clock.now() };
  const queries: Record<string, Compared> = {};
  let isDoubtful = false;
  for (const [index, query] of definition.queries.entries()) {
    const name = queryName(query, index);
    const found = await ask(asking, name, query);
    isDoubtful ||= found.doubtful;
    queries[name] = compareRows(found, {
      before: memory[name] ?? null,
      newOnly: definition.newOnly,
      unsure: found.doubtful,
    });
  }
  return { queries, isDoubtful };
}
