// Questions against their budgets, on both engines: `npm run bench:j1ql [-- machines findings]`
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { checkText } from "../src/j1ql/analyse.ts";
import { type Database, openDatabase } from "../src/store/database.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { fillTenant, type Size } from "./j1ql-graph.ts";

const [machines = 10_000, findings = 2_000_000] = process.argv
  .slice(2)
  .map(Number)
  .filter((number) => number > 0);
const size: Size = { machines, findings };
const rounds = 7;
const warmRounds = 100;
const warmMs = 3_000;
const now = 1_760_000_000_000;

interface Question {
  readonly name: string;
  /** In milliseconds, warm, on DuckDB, on 2 cores, for 10 thousand machines and 2 million findings. */
  readonly budget: number;
  readonly text: string;
}

const questions: readonly Question[] = [
  {
    name: "one machine by its key with all neighbours",
    budget: 20,
    text: "FIND * WITH _key = 'microsoft_defender_machine:77' THAT RELATES TO * RETURN TREE",
  },
  {
    name: "two hops with filters at both ends",
    budget: 50,
    text: "FIND microsoft_defender_user WITH department = 'department-7' AS u THAT OWNS user_endpoint THAT MANAGES << microsoft_defender_machine WITH riskScore = 'High' AS m RETURN u.displayName, m.displayName",
  },
  {
    name: "group → user → machine → critical CVE, distinct, top 20",
    budget: 200,
    text: "FIND microsoft_defender_group AS g THAT HAS microsoft_defender_user THAT OWNS user_endpoint THAT MANAGES << microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true AS c RETURN g.displayName AS name, COUNT(c) AS n ORDER BY n DESC, name LIMIT 20",
  },
  {
    name: "findings counted by severity",
    budget: 50,
    text: "FIND HostAgent THAT IDENTIFIED AS i Finding AS f RETURN f.severity, COUNT(i) AS n ORDER BY n DESC",
  },
  {
    name: "machines with no logon user",
    budget: 50,
    text: "FIND HostAgent THAT !HAS microsoft_defender_logon_user",
  },
  { name: "full text over all entities", budget: 300, text: "FIND 'team-7 department-7'" },
];

async function median(db: Database, { text }: Question, asOf?: number): Promise<number> {
  const times: number[] = [];
  const begun = performance.now();
  for (let round = 0; times.length < rounds; round++) {
    // Another limit every time, so that no answer is one that was kept.
    const asked = text.replace(/LIMIT \d+$/, `LIMIT ${20 + round}`);
    const { plan } = checkText(asked, { catalogue: await readCatalogue(db) });
    if (plan === null) throw new Error(asked);
    const started = performance.now();
    // What takes too long is told as such, and not waited for seven times.
    const isAnswered = await runQuery(db, plan, { now, asOf, limit: 250 + round }).then(
      () => true,
      () => false,
    );
    if (!isAnswered) return Number.POSITIVE_INFINITY;
    // A server has been asked before: this program, too, is measured once it runs as fast as it will.
    const isWarm = round >= warmRounds || (round >= 2 && started - begun > warmMs);
    if (isWarm) times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

interface Measured {
  readonly now: readonly number[];
  readonly past: readonly number[];
}

async function measure(path: string): Promise<Measured> {
  const db = await openDatabase({ path, threads: 2 });
  const started = performance.now();
  await fillTenant(db, size);
  console.log(
    `${db.dialect.name}: filled in ${Math.round((performance.now() - started) / 1_000)} s`,
  );
  const times: { now: number[]; past: number[] } = { now: [], past: [] };
  for (const question of questions) {
    times.now.push(await median(db, question));
    times.past.push(await median(db, question, now));
  }
  await db.close();
  return times;
}

async function onDuckDB(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "bench-j1ql-"));
  try {
    return await measure(join(folder, "graph.duckdb"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onPostgres(): Promise<Measured> {
  const server = await startPostgres();
  try {
    return await measure(server.url("postgres"));
  } finally {
    await server.remove();
  }
}

const ms = (time = 0): string =>
  (Number.isFinite(time) ? `${Math.round(time)} ms` : "too long").padStart(9);

const duckdb = await onDuckDB();
const postgres = await onPostgres();
console.log(
  `\n${machines} machines, ${findings} findings; medians of ${rounds} warm rounds; load ${loadavg()[0]?.toFixed(1) ?? "?"}\n`,
);
console.log(`${"".padEnd(56)}   budget   DuckDB    as of  PostgreSQL  as of`);
questions.forEach(({ name, budget }, at) => {
  const times = [duckdb.now[at], duckdb.past[at], postgres.now[at], postgres.past[at]];
  console.log(`${name.padEnd(56)}${ms(budget)}${times.map(ms).join("")}`);
});
