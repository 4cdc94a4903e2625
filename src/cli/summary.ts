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
  return textTable([{ title }, ...numbers.map((name) => ({ title: name, right: true }))], cells);
}

function stepTable(report: CollectReport): string {
  const titles = ["received", "expected", "calls", "retries", "429s", "bytes", "time"];
  const cells = report.steps.map((step) => [
    step.title,
    step.status.replace("_", " "),
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

/** The tables that `collect` ends with. */
export function summaryOf(report: CollectReport, world: World): string {
  const reasons = report.steps
    .filter((step) => step.reason !== null)
    .map((step) => `  ${step.title}: ${step.reason ?? ""}\n`);
  const notes = report.notes.map((note) => `  ${note.text}\n`);
  return [
    "\n",
    stepTable(report),
    "\n",
    typeTable(
      "Entities",
      report.types.filter((row) => row.kind === "entity"),
    ),
    "\n",
    typeTable(
      "Relationships",
      report.types.filter((row) => row.kind === "relationship"),
    ),
    "\n",
    reasons.length > 0 ? `${strong("Not complete", world)}\n${reasons.join("")}\n` : "",
    notes.length > 0 ? `${strong("Worth knowing", world)}\n${notes.join("")}\n` : "",
    report.reason === null ? "" : `${report.reason}\n`,
    closing(report, world),
  ].join("");
}
