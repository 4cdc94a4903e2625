import type { Failure } from "../base/failure.ts";
import { type CollectInput, collectSources, everySource } from "../service/collect.ts";
import { type Asked, type Command, type ExitCode, databaseFlag, databaseOf } from "./command.ts";
import { collectAtServer } from "./collect-at-server.ts";
import { openToCollect } from "./collect-held.ts";
import { keepDaysOf, keepHistoryFlag } from "./compact.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { peopleFilesOf, peopleFlags } from "./people-files.ts";
import { Progress } from "./progress.ts";
import {
  accessFlags,
  cloudOf,
  credentialOf,
  hostsOf,
  rateFactorFlag,
  rateFactorOf,
  sourceOf,
  sourcesFlag,
  sourcesOf,
  wordsOf,
} from "./tenant-flags.ts";
import { summaryOf } from "./summary.ts";
import type { World } from "./world.ts";

/** Data sources that are read only where they are asked for. */
const onlyWhereAsked = everySource.filter((source) => !collectSources.includes(source));

const tenantFlags: readonly Flag[] = [
  {
    name: "tenant",
    value: "<id>",
    help: "directory (tenant) id, or a verified domain",
    isNeeded: true,
  },
  {
    name: "client-id",
    value: "<id>",
    help: "application (client) id of the app registration; required but for a managed identity",
  },
  ...accessFlags,
  { name: "account-name", value: "<name>", help: "written to every entity as tag.AccountName" },
  sourcesFlag,
  {
    name: "also",
    value: "<a,b,…>",
    help: `read these from now on beside those that are on, such as ${onlyWhereAsked.join(", ")}`,
  },
  {
    name: "forget-source",
    value: "<a,b,…>",
    help: "read nothing; forget what these data sources brought, and read them no more",
  },
  { name: "full", help: "read everything again, also what has not advanced since the last run" },
  {
    name: "full-every",
    value: "<days>",
    help: "read everything again after so many days; between, only what changed (0: everything always)",
    otherwise: "7",
  },
  rateFactorFlag,
  { name: "confirm-deletions", help: "apply deletions that an earlier run held back" },
];

/** What is to be forgotten; not together with what is to be read. */
function forgottenOf(given: Given): CollectInput["forget"] {
  const words = wordsOf(given, "forget-source");
  if (words === null) return undefined;
  if (given.text("sources") === undefined) return words.map(sourceOf);
  throw misuse("--forget-source reads nothing, so leave --sources out; what is forgotten is off.");
}

function required(given: Given, name: string): string {
  const value = given.text(name);
  if (value === undefined) throw misuse(`--${name} is missing.`);
  return value;
}

function fullEveryOf(given: Given): number | undefined {
  const days = given.number("full-every");
  if (days === undefined || (days >= 0 && days <= 365)) return days;
  throw misuse(`${given.origin("full-every")} wants a number of days from 0 to 365.`);
}

/** Reads the flags that name a tenant. Throws a `usage` failure that says which one is wrong. */
async function tenantOf(world: World, given: Given): Promise<Omit<CollectInput, "progress">> {
  const tenant = required(given, "tenant");
  const forget = forgottenOf(given);
  const isAnonymous = given.on("managed-identity") || forget !== undefined;
  const clientId = isAnonymous ? "" : required(given, "client-id");
  const cloud = cloudOf(given.text("cloud") ?? "commercial");
  return {
    tenant,
    clientId,
    cloud,
    hosts: hostsOf(given),
    // Nothing is asked of the tenant where something is only forgotten.
    credential:
      forget === undefined ? await credentialOf(world, given) : { kind: "managedIdentity" },
    accountName: given.text("account-name") ?? null,
    sources: sourcesOf(given),
    also: wordsOf(given, "also")?.map(sourceOf),
    forget,
    full: given.on("full"),
    people: await peopleFilesOf(world, given),
    fullEveryDays: fullEveryOf(given),
    rateFactor: rateFactorOf(given),
    confirmHeld: given.on("confirm-deletions"),
    keepHistoryDays: keepDaysOf(given),
  };
}

const exitCodes: Readonly<Record<"complete" | "partial" | "failed", ExitCode>> = {
  complete: 0,
  partial: 2,
  failed: 1,
};

async function collectOnce(world: World, given: Given): Promise<ExitCode> {
  const database = databaseOf(given);
  const input = await tenantOf(world, given);
  const { desk, instance } = await openToCollect(world, { database, tenant: input.tenant });
  try {
    const progress = new Progress(world);
    const report =
      instance === null
        ? await desk.collect(
            { ...input, progress: (event) => progress.take(event) },
            world.interrupted,
          )
        : await collectAtServer(world, given, { desk, instance });
    const json = given.on("json");
    await world.stdout.write(json ? `${JSON.stringify(report)}\n` : summaryOf(report, world));
    return exitCodes[report.status];
  } finally {
    await desk.close();
  }
}

/** The report of a run that could not begin or was broken off: every field of a report, and nothing in it. */
function emptyReport({ code, message }: Failure, { world, given, startedOn }: Asked): object {
  return {
    run: null,
    status: "failed",
    reason: message,
    code,
    tenant: given.text("tenant") ?? null,
    accountName: given.text("account-name") ?? null,
    startedOn,
    baseline: false,
    steps: [],
    types: [],
    created: {},
    updated: {},
    deleted: {},
    heldBack: {},
    notes: [],
    budgets: [],
    peakMemoryBytes: world.peakMemoryBytes(),
    ms: world.clock.now() - startedOn,
  };
}

/** `defender-graph collect` */
export const collect: Command = {
  name: "collect",
  summary: "Read a tenant once into the graph",
  about: `
Reads the tenant through Microsoft's APIs and applies what was read as one snapshot. What could not be read keeps its
earlier state; nothing is deleted without proof that its collection was read to the end.

  export DEFENDER_GRAPH_CLIENT_SECRET=…
  defender-graph collect --tenant 00000000-… --client-id 11111111-…

Where a server holds the database (defender-graph start), that server reads the tenant, as the instance of it there says, and
this command follows the run to its end.

Exit code: 0 complete, 2 partial (the report says what is missing and why), 1 failed (the graph is as before).`,
  flags: [
    databaseFlag,
    ...tenantFlags,
    ...peopleFlags,
    keepHistoryFlag,
    { name: "json", help: "print one JSON report on standard output" },
  ],
  failureReply: (failure, asked) => (asked.given.on("json") ? emptyReport(failure, asked) : null),
  run: collectOnce,
};
