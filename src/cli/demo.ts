import { Failure } from "../base/failure.ts";
import { type CollectInput, collectSources } from "../service/collect.ts";
import { databaseName } from "../base/database-name.ts";
import { localCaller } from "../service/caller.ts";
import type { Desk } from "../service/desk.ts";
import { instancesCreate } from "../service/instances/create-instance.ts";
import { type Command, type ExitCode, databaseOf, strong } from "./command.ts";
import type { Given } from "./flags.ts";
import { Progress } from "./progress.ts";
import { pointOut } from "./point-out.ts";
import { writeAnswer } from "./query.ts";
import { highestPort, shapeOf, tenantShapeFlags, untilInterrupted } from "./sample-tenant.ts";
import { summaryOf } from "./summary.ts";
import { grouped } from "./text-table.ts";
import type { RunningServer, RunningTenant, World } from "./world.ts";

// The sample tenant's rate limits run this many times faster than Microsoft's, and the client knows it.
const speed = 1_000;

const account = "Sample tenant";

/** What the demo's app registration may read beyond the usual five. */
const roles = [
  "Alert.Read.All",
  "Software.Read.All",
  "SecurityRecommendation.Read.All",
  "Score.Read.All",
];

/** What the demo may make anew without asking. */
const ownDatabase = ".defender-graph/demo.duckdb";

const question = "Which employees use a machine with a critical CVE that has a public exploit?";
const answerTo = `FIND Person AS employee
  THAT OWNS Device AS device
  THAT MANAGES HostAgent
  THAT IDENTIFIED Finding WITH severity = 'Critical' AND publicExploit = true AS cve
RETURN employee.displayName AS employee, employee.email AS email,
  count(device) AS devices, count(cve) AS criticalCves
ORDER BY criticalCves DESC LIMIT 10`;

function inputFor(tenant: RunningTenant): Omit<CollectInput, "progress"> {
  return {
    tenant: tenant.tenantId,
    clientId: tenant.clientId,
    cloud: "commercial",
    hosts: {
      authority: tenant.authorityUrl,
      graph: tenant.graphUrl,
      defender: tenant.defenderUrl,
      defenderAudience: tenant.defenderAudience,
    },
    credential: { kind: "secret", secret: tenant.clientSecret },
    accountName: account,
    sources: collectSources,
    full: false,
    rateFactor: speed,
    confirmHeld: false,
  };
}

/** So that the console has an instance to show, whose secret is kept: it can be read again, or changed. */
async function connect(desk: Desk, tenant: RunningTenant): Promise<void> {
  const { hosts, clientId, credential, rateFactor } = inputFor(tenant);
  const input = {
    tenantId: tenant.tenantId,
    accountName: account,
    description: "A simulated tenant, there as long as the demo runs.",
    clientId,
    credential,
    hosts,
    rateFactor,
    pollingInterval: "DISABLED",
  };
  await desk.perform(instancesCreate, { caller: localCaller, input });
}

async function collectTwoDays(world: World, desk: Desk, tenant: RunningTenant): Promise<ExitCode> {
  const progress = new Progress(world);
  await world.stderr.write("Reading the tenant …\n");
  await connect(desk, tenant);
  const input = { ...inputFor(tenant), progress: progress.take.bind(progress) };
  const first = await desk.collect(input, world.interrupted);
  await world.stdout.write(summaryOf(first, world));
  if (first.status !== "complete") return first.status === "partial" ? 2 : 1;
  tenant.evolve(1);
  const second = await desk.collect({ ...input, progress() {} }, world.interrupted);
  const count = (of: Readonly<Record<string, number>>): string =>
    grouped(Object.values(of).reduce((sum, one) => sum + one, 0));
  await world.stdout.write(
    `\nA day later: ${count(second.created)} created, ${count(second.updated)} updated, ${count(second.deleted)} deleted (defender-graph changes --database ${desk.database} lists them).\n`,
  );
  return second.status === "complete" ? 0 : second.status === "partial" ? 2 : 1;
}

async function ask(world: World, desk: Desk): Promise<void> {
  await world.stdout.write(`\n${strong(question, world)}\n\n${answerTo}\n\n`);
  const answer = await desk.query({ text: answerTo }, world.interrupted);
  if (answer.ok) await writeAnswer(world, answer, "table");
  else for (const problem of answer.problems) await world.stderr.write(pointOut(answerTo, problem));
}

async function show(
  world: World,
  given: Given,
  { desk, server }: { readonly desk: Desk; readonly server: RunningServer },
): Promise<ExitCode> {
  const { port: _port, ...shape } = shapeOf(given);
  const tenant = await world.startTenant({ ...shape, speed, roles, daysUntilNow: 1 });
  try {
    const code = await collectTwoDays(world, desk, tenant);
    if (code !== 0) return code;
    await ask(world, desk);
    if (given.on("stop")) {
      await world.stdout.write(`\nTo see it: defender-graph start --database ${desk.database}\n`);
      return 0;
    }
    await world.stdout.write(`\nThe graph is at ${strong(server.url, world)}  (Ctrl+C ends it)\n`);
    await untilInterrupted(world);
    return 0;
  } finally {
    await tenant.close();
  }
}

/** Whether there is no database yet, or nothing in it: to be told from one that cannot be opened. */
function isNothing({ code, message }: Failure): boolean {
  return code === "database_empty" || (code === "database_missing" && message.includes("collect"));
}

/** What is in a database of an older form is not known without changing it. */
function olderDatabase(database: string): Failure {
  const message = `Cannot make ${databaseName(database)} anew for the demo: an older release wrote it, and a tenant may have been read into it. If a demo made it, remove it (${databaseName(database)} and what stands beside it under the same name); else name another --database, or leave it out.`;
  return new Failure(message, { code: "database_foreign", retryable: false });
}

/** The variable that names the database of `collect` reaches `demo`, too: what a tenant was read into is not removed. */
async function refuseForeign(world: World, database: string): Promise<void> {
  const desk = await world.openDesk({ database, mode: "read" }).catch((failure: unknown) => {
    if (failure instanceof Failure && isNothing(failure)) return null;
    throw failure instanceof Failure && failure.code === "database_older"
      ? olderDatabase(database)
      : failure;
  });
  const instances = (await desk?.status()) ?? [];
  await desk?.close();
  if (instances.every(({ accountName }) => accountName === account)) return;
  const message = `Cannot make ${databaseName(database)} anew for the demo: a tenant was read into it. Name another --database, or leave it out.`;
  throw new Failure(message, { code: "database_foreign", retryable: false });
}

/** `defender-graph demo` */
export const demo: Command = {
  name: "demo",
  summary: "Try it: a sample tenant from token to graph, then the console",
  about: `
Starts a simulated tenant, reads it over HTTP, lets a day pass and reads it again, asks one question in the terminal
and then serves the console until Ctrl+C. Needs no account and no network.

  defender-graph demo
  defender-graph demo --stop --devices 2000`,
  flags: [
    {
      name: "database",
      value: "<file>",
      help: "throw-away database, made anew",
      otherwise: ownDatabase,
    },
    ...tenantShapeFlags,
    {
      name: "port",
      value: "<n>",
      help: "port of the console; 0 takes a free one",
      otherwise: "4400",
      most: highestPort,
    },
    { name: "stop", help: "end after the answer instead of serving the console" },
  ],
  async run(world, given) {
    const database = databaseOf(given);
    if (database !== ownDatabase) await refuseForeign(world, database);
    await world.removeDatabase(database);
    const desk = await world.openDesk({ database, mode: "write" });
    try {
      // Before all that takes time: a port in use is told at once, and other commands find the database held.
      const port = given.on("stop") ? 0 : (given.number("port") ?? 4_400);
      // What anybody may make anew is nothing to log in to; only this machine reaches it.
      const access = { mode: "open" } as const;
      const worker = desk.worker({ runs: 1 });
      const server = await world.serve({ desk, worker, host: "127.0.0.1", port, access });
      try {
        return await show(world, given, { desk, server });
      } finally {
        await server.close();
      }
    } finally {
      await desk.close();
    }
  },
};
