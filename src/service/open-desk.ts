import { checkText } from "../j1ql/analyse.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import { backup } from "../store/backup.ts";
import { readFacts } from "../store/database-facts.ts";
import { openDatabase } from "../store/database.ts";
import { exportGraph } from "../store/export.ts";
import { explainQuery } from "../store/explain.ts";
import { readCatalogue } from "../store/query.ts";
import { verify } from "../store/verify.ts";
import { answerQuery, checkOptions } from "./answer-query.ts";
import { changes } from "./changes.ts";
import { checkQuery } from "./check.ts";
import { Attendant } from "./alerts/attendant.ts";
import { attendingWorker } from "./alerts/attending-worker.ts";
import { collectAttended } from "./alerts/collect-attended.ts";
import { compact } from "./compact.ts";
import type { Desk, ExplainAnswer, ExplainInput } from "./desk.ts";
import type { DeskParts, DeskWorld } from "./desk-parts.ts";
import { figuresOf } from "./figures.ts";
import { entityAt, historyOf } from "./objects.ts";
import { perform } from "./perform.ts";
import { shapeOf } from "./shape.ts";
import { DatabaseWorker } from "./runs/worker.ts";
import { readSmartClasses } from "./smart-classes.ts";
import { statusOf } from "./status.ts";

/** Which database to open, and whether to write to it. */
export interface DeskOptions {
  readonly database: string;
  readonly mode: "read" | "write";
}

async function explain(
  parts: DeskParts,
  input: ExplainInput,
  signal?: AbortSignal,
): Promise<ExplainAnswer> {
  const { plan, problems } = checkText(input.text, await checkOptions(parts, input));
  if (plan === null) return { ok: false, problems };
  const now = parts.world.clock.now();
  const { asOf } = input;
  return { ok: true, explanation: await explainQuery(parts.database, plan, { asOf, now, signal }) };
}

/** Opens a database with every verb over it. Throws a `Failure` that says what to do when it cannot be opened. */
export async function openDesk(world: DeskWorld, options: DeskOptions): Promise<Desk> {
  const database = await openDatabase({
    path: options.database,
    readOnly: options.mode === "read",
  });
  const catalogue = (): Promise<Catalogue> => readCatalogue(database);
  const smartClasses = () => readSmartClasses(world, options.database);
  const parts: DeskParts = { database, world, catalogue, smartClasses };
  return {
    database: options.database,
    server: null,
    query: (input, signal) => answerQuery(parts, input, signal),
    check: checkQuery,
    explain: (input, signal) => explain(parts, input, signal),
    shape: async () => shapeOf(await catalogue()),
    status: () => statusOf(database),
    collect: (input, signal) => collectAttended(parts, input, signal),
    compact: (keepDays) => compact(parts, keepDays),
    worker: (asked) => attendingWorker(new DatabaseWorker(parts, asked), new Attendant(parts)),
    export: (input, signal) => exportGraph(database, input, signal),
    changes: (input, signal) => changes(database, input, signal),
    history: (key) => historyOf(database, key),
    entity: (input) => entityAt(database, input),
    facts: () => readFacts(database),
    figures: () => figuresOf(parts),
    perform: (verb, asking) => perform(parts, verb, asking),
    backup: (signal) => backup(database, signal),
    verify: (signal) => verify(database, signal),
    close: () => database.close(),
  };
}
