import type { Failure } from "../base/failure.ts";
import { type Credential, type CollectInput, clouds, collectSources } from "../service/collect.ts";
import { type Asked, type Command, type ExitCode, databaseFlag, databaseOf } from "./command.ts";
import { keepDaysOf, keepHistoryFlag } from "./compact.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { peopleFilesOf, peopleFlags } from "./people-files.ts";
import { Progress } from "./progress.ts";
import { summaryOf } from "./summary.ts";
import type { World } from "./world.ts";

const tenantFlags: readonly Flag[] = [
  { name: "tenant", value: "<id>", help: "directory (tenant) id, or a verified domain" },
  { name: "client-id", value: "<id>", help: "application (client) id of the app registration" },
  {
    name: "client-secret",
    value: "<secret>",
    help: "the secret's value; asked for on a terminal when absent",
    environmentOnly: true,
  },
  {
    name: "certificate",
    value: "<file>",
    help: "PEM file with certificate and private key, in place of a secret",
  },
  {
    name: "managed-identity",
    help: "use the managed identity of this machine, in place of a secret",
  },
  {
    name: "cloud",
    value: "<preset>",
    help: `one of ${clouds.join(", ")}`,
    otherwise: "commercial",
  },
  {
    name: "authority-url",
    value: "<url>",
    help: "token endpoint's host, in place of the preset's",
  },
  { name: "graph-url", value: "<url>", help: "Microsoft Graph's host, in place of the preset's" },
  { name: "defender-url", value: "<url>", help: "Defender's host, in place of the preset's" },
  {
    name: "defender-audience",
    value: "<uri>",
    help: "the audience of Defender's tokens, in place of the preset's",
  },
  { name: "account-name", value: "<name>", help: "written to every entity as tag.AccountName" },
  {
    name: "sources",
    value: "<a,b,…>",
    help: `data sources to read from now on, or all: ${collectSources.join(", ")}`,
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
  {
    name: "rate-factor",
    value: "<n>",
    help: "multiply Microsoft's documented rate limits; for sample tenants whose clock is sped up",
    otherwise: "1",
  },
  { name: "confirm-deletions", help: "apply deletions that an earlier run held back" },
];

function certificateOf(pem: string): Credential {
  const block = (label: string): string | undefined =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(pem)?.[0];
  const certificate = block("CERTIFICATE");
  const privateKey = block("(?:RSA |EC )?PRIVATE KEY");
  if (certificate === undefined || privateKey === undefined) {
    throw misuse(
      "--certificate wants a PEM file that holds a CERTIFICATE and its unencrypted PRIVATE KEY.",
    );
  }
  return { kind: "certificate", certificate, privateKey };
}

/** Without a client id it is the machine's own identity, with one a user-assigned identity. */
function managedIdentityOf(given: Given): Credential {
  const clientId = given.text("client-id");
  return clientId === undefined
    ? { kind: "managedIdentity" }
    : { kind: "managedIdentity", clientId };
}

function hostsOf(given: Given): CollectInput["hosts"] {
  const named = {
    authority: given.text("authority-url"),
    graph: given.text("graph-url"),
    defender: given.text("defender-url"),
    defenderAudience: given.text("defender-audience"),
  };
  return Object.fromEntries(Object.entries(named).filter(([, address]) => address !== undefined));
}

async function credentialOf(world: World, given: Given): Promise<Credential> {
  if (given.on("managed-identity")) return managedIdentityOf(given);
  const certificate = given.text("certificate");
  if (certificate !== undefined) return certificateOf(await world.readText(certificate));
  const secret =
    given.text("client-secret") ??
    (await world.askSecret("Client secret (its value, not shown): "));
  if (secret === null || secret === "") {
    throw misuse(
      "No client secret. Put its value into DEFENDER_GRAPH_CLIENT_SECRET (never into an argument).",
    );
  }
  return { kind: "secret", secret };
}

function sourcesOf(given: Given): CollectInput["sources"] {
  const words = wordsOf(given, "sources");
  if (words === null) return null;
  if (words.join() === "all") return collectSources;
  if (words.includes("software") && !words.includes("vulnerabilities")) {
    throw misuse("Software is told by the rows of vulnerabilities: name both in --sources.");
  }
  return words.map(sourceOf);
}

function wordsOf(given: Given, flag: string): readonly string[] | null {
  const asked = given.text(flag);
  if (asked === undefined) return null;
  const words = asked.split(",").map((word) => word.trim().toLowerCase().replaceAll("-", "_"));
  const named = words.filter((word) => word !== "");
  if (named.length === 0) throw misuse(`${given.origin(flag)} names no data source.`);
  return named;
}

function sourceOf(word: string): (typeof collectSources)[number] {
  const known = collectSources.find((source) => source === word);
  if (known !== undefined) return known;
  throw misuse(`There is no data source "${word}". There are: ${collectSources.join(", ")}.`);
}

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

function rateFactorOf(given: Given): number {
  const factor = given.number("rate-factor") ?? 1;
  if (factor > 0) return factor;
  throw misuse(
    `${given.origin("rate-factor")} wants a number above 0; 1 keeps Microsoft's documented limits.`,
  );
}

/** Reads the flags that name a tenant. Throws a `usage` failure that says which one is wrong. */
async function tenantOf(world: World, given: Given): Promise<Omit<CollectInput, "progress">> {
  const tenant = required(given, "tenant");
  const forget = forgottenOf(given);
  const isAnonymous = given.on("managed-identity") || forget !== undefined;
  const clientId = isAnonymous ? "" : required(given, "client-id");
  const cloudName = given.text("cloud") ?? "commercial";
  const cloud = clouds.find((known) => known === cloudName.toLowerCase().replaceAll("_", "-"));
  if (cloud === undefined)
    throw misuse(`There is no cloud "${cloudName}". There are: ${clouds.join(", ")}.`);
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
  const desk = await world.openDesk({ database, mode: "write" });
  try {
    const progress = new Progress(world);
    const report = await desk.collect(
      { ...input, progress: (event) => progress.take(event) },
      world.interrupted,
    );
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
