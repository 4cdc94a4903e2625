import { databaseName } from "../base/database-name.ts";
import { checkText } from "../j1ql/analyse.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import { backup } from "../store/backup.ts";
import { readFacts } from "../store/database-facts.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { exportGraph } from "../store/export.ts";
import { explainQuery } from "../store/explain.ts";
import { readCatalogue } from "../store/query.ts";
import { oneReader, type Readers } from "../store/readers.ts";
import { openReplica } from "../store/replica.ts";
import { verify } from "../store/verify.ts";
import { openDoor } from "./access/open-door.ts";
import { attendOnce, Attendant } from "./alerts/attendant.ts";
import { attendingWorker } from "./alerts/attending-worker.ts";
import { collectAttended } from "./alerts/collect-attended.ts";
import { answerQuery, checkOptions } from "./answer-query.ts";
import { changes } from "./changes.ts";
import { checkQuery } from "./check.ts";
import { compact } from "./compact.ts";
import type { Desk, ExplainAnswer, ExplainInput } from "./desk.ts";
import { identitiesOf } from "./identities.ts";
import type { DeskOptions } from "./desk-options.ts";
import type { DeskParts, DeskWorld } from "./desk-parts.ts";
import { figuresOf } from "./figures.ts";
import { entityAt, historyOf } from "./objects.ts";
import { perform } from "./perform.ts";
import { publishNow } from "./publish/publish-now.ts";
import { shapeOf } from "./shape.ts";
import { DatabaseWorker } from "./runs/worker.ts";
import { rotateKey } from "./secrets/secrets.ts";
import { readSmartClasses } from "./smart-classes.ts";
import { statusOf } from "./status.ts";

async function explain(
  parts: DeskParts,
  input: ExplainInput,
  signal?: AbortSignal,
): Promise<ExplainAnswer> {
  const { plan, problems } = checkText(input.text, await checkOptions(parts, input));
  if (plan === null) return { ok: false, problems };
  const now = parts.world.clock.now();
  const { asOf, instanceId } = input;
  const options = { asOf, now, signal, instanceId };
  return { ok: true, explanation: await explainQuery(parts.database, plan, options) };
}

/** Where reads come from: a replica if there is one. */
async function readersOf(
  database: Database,
  { world, replica }: { readonly world: DeskWorld; readonly replica: string | undefined },
): Promise<Readers> {
  if (replica === undefined || replica === "") return oneReader(database);
  try {
    return await openReplica({ primary: database, path: replica, world });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens a database with every verb over it. Throws a `Failure` that says what to do when it cannot be opened. */
export async function openDesk(world: DeskWorld, options: DeskOptions): Promise<Desk> {
  const database = await openDatabase({
    path: options.database,
    readOnly: options.mode === "read",
    memoryLimit: options.memoryLimit,
    threads: options.threads,
    spareCore: options.spareCore,
    whileLarge: world.whileLarge,
  });
  const readers = await readersOf(database, { world, replica: options.replica });
  const catalogue = (instanceId?: number): Promise<Catalogue> =>
    readers.read((from) => readCatalogue(from, instanceId));
  const smartClasses = () => readSmartClasses(world, options.database);
  const parts: DeskParts = { database, world, catalogue, smartClasses };
  const read = <Result>(work: (parts: DeskParts) => Promise<Result>): Promise<Result> =>
    readers.read((from) => work({ ...parts, database: from }));
  return {
    database: databaseName(options.database),
    server: null,
    query: (input, signal) => read((from) => answerQuery(from, input, signal)),
    check: checkQuery,
    explain: (input, signal) => read((from) => explain(from, input, signal)),
    shape: async (instanceId) => shapeOf(await catalogue(instanceId)),
    status: () => statusOf(database),
    collect: (input, signal) => collectAttended(parts, input, signal),
    publish: (input, signal) => publishNow(parts, input, signal),
    compact: (input, signal) => compact(parts, input, signal),
    attend: () => attendOnce(parts),
    rotateKey: () => rotateKey(parts),
    worker: (asked) => attendingWorker(new DatabaseWorker(parts, asked), new Attendant(parts)),
    export: (input, signal) => readers.stream((from) => exportGraph(from, input, signal)),
    changes: (input, signal) => changes(database, input, signal),
    history: (input) => readers.read((from) => historyOf(from, input)),
    entity: (input) => readers.read((from) => entityAt(from, input)),
    identities: (input) => identitiesOf(parts, input),
    facts: async () => ({ ...(await readFacts(database)), replica: await readers.replica() }),
    figures: async () => figuresOf(parts, await readers.replica()),
    perform: (verb, asking) => perform(parts, verb, asking),
    backup: (signal) => backup(database, signal),
    verify: (signal) => verify(database, signal),
    doorkeeper: openDoor(parts),
    async close() {
      await readers.close();
      await database.close();
    },
  };
}
