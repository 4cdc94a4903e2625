import type { CollectReport } from "../service/collect.ts";
import { colour, strong } from "./command.ts";
import { grouped, inBytes, inTime, textTable } from "./text-table.ts";
import type { World } from "./world.ts";

type TypeReport = CollectReport["types"][number];

const blank = (count: number): string => (count === 0 ? "·" : grouped(count));

function typeTable(title: string, rows: readonly TypeReport[]): string {
  const numbers = ["total", "created", "updated", "deleted", "kept", "held back"];
  const cells = rows.map((row) => [
    row.type,
    grouped(row.total),
    blank(row.created),
    blank(row.updated),
    blank(row.deleted),
    blank(row.kept + row.refreshed),
    blank(row.heldBack),
  ]);
  if (rows.length === 0) return "";
  const columns = [{ title }, ...numbers.map((name) => ({ title: name, right: true }))];
  return `${textTable(columns, cells)}\n`;
}

type StepReport = CollectReport["steps"][number];

/** What most tenants do without is shown where it was done. */
const isShown = ({ optional, status }: StepReport): boolean => !optional || status !== "skipped";

/** What was left out, with the permission or the flag that it wants. */
function leftOut(report: CollectReport): string {
  const steps = report.steps.filter((step) => !isShown(step));
  const wants = ({ step, reason }: StepReport): string => {
    const role = /lacks (\S+) \(/.exec(reason ?? "")?.[1];
    if (role !== undefined) return role;
    if (reason?.includes("switched off") === true) return `--also ${step}`;
    return reason?.startsWith("Cannot get a token") === true ? "no token" : "this tenant has none";
  };
  const told = steps.map((step) => `${step.title} (${wants(step)})`);
  return told.length === 0 ? "" : `Optional, not read: ${told.join(", ")}\n\n`;
}

function stepTable(report: CollectReport): string {
  const titles = ["received", "expected", "calls", "retries", "429s", "bytes", "time"];
  const cells = report.steps
    .filter(isShown)
    .map((step) => [
      step.title,
      step.status.replace("_", " ") + (step.way === "everything" ? "" : `, ${step.way}`),
      grouped(step.received),
      step.expected === null ? "·" : grouped(step.expected),
      blank(step.calls),
      blank(step.retries),
      blank(step.throttled),
      step.bytes === 0 ? "·" : inBytes(step.bytes),
      inTime(step.ms),
    ]);
  return textTable(
    [{ title: "Step" }, { title: "status" }, ...titles.map((title) => ({ title, right: true }))],
    cells,
  );
}

function sum(report: CollectReport, of: "calls" | "retries" | "throttled" | "bytes"): number {
  return report.steps.reduce((total, step) => total + step[of], 0);
}

function closing(report: CollectReport, world: World): string {
  const style =
    report.status === "complete" ? "green" : report.status === "partial" ? "yellow" : "red";
  const status = colour(report.status, { world, stream: "stdout", style });
  const cost = `${grouped(sum(report, "calls"))} calls (${grouped(sum(report, "retries"))} retries, ${grouped(sum(report, "throttled"))} × 429), ${inBytes(sum(report, "bytes"))}`;
  return `Run ${report.run} ${status} in ${inTime(report.ms)}: ${cost}, peak memory ${inBytes(report.peakMemoryBytes)}\n`;
}

const budgetTitles: Readonly<Record<string, string>> = { defender: "all of Defender" };

/** Of a budget that is far from spent there is nothing to tell. */
const worthTelling = 0.1;

function budgetsText({ budgets }: CollectReport): string {
  const told = budgets
    .filter(({ spent, limit }) => spent >= limit * worthTelling)
    .map(({ budget, spent, limit }) => {
      const title = budgetTitles[budget] ?? budget.replace(/[A-Z]/g, " $&").toLowerCase();
      return `${title} ${grouped(spent)} of ${grouped(limit)}`;
    });
  return told.length === 0 ? "" : `Calls of this hour: ${told.join(", ")}\n`;
}

interface Reason {
  readonly titles: string[];
  readonly reason: string;
}

/** Why steps are not complete; steps that fail for the same reason, such as a wrong secret, are told as one. */
function reasonsOf(report: CollectReport): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { title, reason } of report.steps.filter(isShown)) {
    if (reason === null) continue;
    // Microsoft's trace ids differ from call to call.
    const same = reason.replace(/\btrace [0-9a-f-]{36}\b/, "");
    const told = reasons.get(same) ?? { titles: [], reason };
    told.titles.push(title);
    reasons.set(same, told);
  }
  return [...reasons.values()];
}

/** The tables that `collect` ends with. */
export function summaryOf(report: CollectReport, world: World): string {
  const reasons = reasonsOf(report).map(
    ({ titles, reason }) => `  ${titles.join(", ")}: ${reason}\n`,
  );
  const notes = report.notes.map((note) => `  ${note.text}\n`);
  return [
    "\n",
    stepTable(report),
    "\n",
    leftOut(report),
    typeTable(
      "Entities",
      report.types.filter((row) => row.kind === "entity"),
    ),
    typeTable(
      "Relationships",
      report.types.filter((row) => row.kind === "relationship"),
    ),
    reasons.length > 0 ? `${strong("Not complete", world)}\n${reasons.join("")}\n` : "",
    notes.length > 0 ? `${strong("Worth knowing", world)}\n${notes.join("")}\n` : "",
    report.reason === null ? "" : `${report.reason}\n`,
    budgetsText(report),
    closing(report, world),
  ].join("");
}
