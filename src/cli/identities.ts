import {
  type IdentityAccount,
  type IdentityReport,
  identityStatuses,
} from "../service/identities.ts";
import { type Command, databaseFlag, databaseOf, strong } from "./command.ts";
import { type Given, misuse } from "./flags.ts";
import { formatOf } from "./query.ts";
import { rosterText } from "./roster-text.ts";
import { asCsv } from "./rows.ts";
import { grouped, textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const columns = ["account", "status", "user", "email", "method", "confidence", "candidates", "key"];

function rowOf(account: IdentityAccount): Record<string, string> {
  const { user, method, confidence, candidates, isPending } = account;
  return {
    account: account.id,
    status: account.status.replace("_", " "),
    user: user?.displayName ?? "",
    email: user?.email ?? "",
    method: isPending ? "within moments" : (method ?? ""),
    confidence: confidence === null ? "" : String(confidence),
    candidates: candidates
      .map(({ displayName, email }) => `${displayName} <${email ?? "no mail"}>`)
      .join(", "),
    key: account.key,
  };
}

function countsText({ counts }: IdentityReport, world: World): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = identityStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${grouped(counts[status])} ${status.replace("_", " ")}`);
  return `${strong(`${grouped(all)} accounts`, world)}: ${parts.join(", ") || "none were read yet"}\n`;
}

function employeesText({ employees }: IdentityReport): string {
  return employees
    .map(({ tenantId, notEmployees }) => {
      const rules = Object.entries(notEmployees).map(
        ([rule, count]) => `${grouped(count)} ${rule}`,
      );
      return rules.length === 0
        ? ""
        : `Tenant ${tenantId}: no employees by rule: ${rules.join(", ")}\n`;
    })
    .join("");
}

async function write(world: World, report: IdentityReport, format: string): Promise<void> {
  if (format === "json") return world.stdout.write(`${JSON.stringify(report)}\n`);
  if (format === "ndjson")
    return world.stdout.write(report.accounts.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const rows = report.accounts.map(rowOf);
  if (format === "csv") return world.stdout.write(asCsv({ columns, rows }));
  const heads = columns.map((title) => ({ title, max: title === "key" ? 110 : 60 }));
  const lines = rows.map((row) => columns.map((name) => row[name] ?? ""));
  const rest =
    rows.length < report.total ? `${grouped(report.total)} in all; --limit shows more\n` : "";
  const table = rows.length === 0 ? "" : `\n${textTable(heads, lines)}${rest}`;
  await world.stdout.write(`${countsText(report, world)}${employeesText(report)}${table}`);
}

function statusOf(given: Given) {
  const named = given.text("status");
  if (named === undefined) return undefined;
  const status = identityStatuses.find((known) => known === named.replaceAll(/[ -]/g, "_"));
  if (status !== undefined) return status;
  throw misuse(`--status is one of ${identityStatuses.join(", ")}, not "${named}".`);
}

/** `defender-graph identities` */
export const identities: Command = {
  name: "identities",
  summary: "Whose the accounts are that log on, and what became of the roster",
  about: `
Lists accounts of domains and of Entra that log on to machines, with the directory user behind each: linked (with method
and confidence), ambiguous (several users fit: the candidates), unmatched, or as a person said. With --employees, what became
of the roster that collect was given: who has no account, which accounts have no employee, leavers, problems by line.

  defender-graph identities --status ambiguous
  defender-graph identities --search ada --format json
  defender-graph identities --employees
  defender-graph identities link --user ada@contoso.com 'contoso\\ada'`,
  flags: [
    databaseFlag,
    { name: "status", value: "<status>", help: `only ${identityStatuses.join(", ")}` },
    { name: "search", value: "<text>", help: "only accounts whose id, user or candidate has this" },
    {
      name: "limit",
      value: "<n>",
      help: "at most this many accounts",
      otherwise: "100",
      most: 1_000_000,
    },
    { name: "employees", help: "what became of the roster, in place of the accounts" },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const format = formatOf(given);
    const input = {
      status: statusOf(given),
      search: given.text("search"),
      limit: given.number("limit"),
    };
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      const report = await desk.identities(input);
      if (given.on("employees")) await world.stdout.write(rosterText(report, format));
      else await write(world, report, format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
