import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import { type Evening, isExported, isMoved, isStill } from "./evening.ts";
import { type Finding, findingsOn } from "./finding.ts";
import { findingId, findingRecord } from "./finding-record.ts";
import type { Software } from "./software.ts";
import { isoSeconds, morning } from "./times.ts";

type Status = "New" | "Fixed" | "Updated";

/** What one day changed in the rows of one machine. A move to another device group is a fix and a new row. */
export function findingChanges(evening: Evening, device: Device): readonly JsonObject[] {
  if (isStill(evening, device)) return [];
  const { before, after } = evening;
  const was = isExported(before, device) ? findingsOn(before, device) : [];
  const is = isExported(after, device) ? findingsOn(after, device) : [];
  const moved = isMoved(evening, device);
  const former = new Map(was.map((finding) => [findingId(finding), finding]));
  const rows: JsonObject[] = [];
  const present = new Set<string>();
  for (const finding of is) {
    const id = findingId(finding);
    present.add(id);
    const status = statusOf(former.get(id), finding, moved);
    if (status !== undefined) rows.push(changeRecord(after, finding, status));
  }
  const fixed = was.filter((finding) => moved || !present.has(findingId(finding)));
  return [...fixed.map((finding) => changeRecord(before, finding, "Fixed")), ...rows].map(
    (row) => ({
      ...row,
      eventTimestamp: isoSeconds(eventTime(row["status"] === "Fixed", after)),
    }),
  );
}

/** A row is fixed a minute before another takes its place. */
function eventTime(isFixed: boolean, { tenant, day }: Software): number {
  return morning(tenant, day) - (isFixed ? 3_660_000 : 3_600_000);
}

function statusOf(before: Finding | undefined, after: Finding, moved: boolean): Status | undefined {
  if (before === undefined || moved) return "New";
  return before.last !== after.last || before.exploit !== after.exploit ? "Updated" : undefined;
}

function changeRecord(software: Software, finding: Finding, status: Status): JsonObject {
  return { ...findingRecord(software, finding), status };
}
