import type { EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import { linkedBodies, type Reading } from "./collection.ts";
import { type Finding, FindingParser } from "./finding.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";
import { parseTime } from "./time.ts";

/** What became of one row of the export. */
export interface FindingChange {
  readonly finding: Finding;
  /** The row is no longer there (`Fixed`); else it is new, or was updated, and this is all that it says. */
  readonly isFixed: boolean;
  /** When, by the provider's clock. */
  readonly changedOn: EpochMs;
}

/** As for the pages of the whole export. */
const pageSize = 20_000;

/**
 * What changed in the findings since a moment at most 14 days ago, which the provider widens to whole windows of six
 * hours: the same changes may come again. A row may come several times; the latest counts.
 */
export function listFindingChanges(reading: Reading, since: EpochMs): Listing<FindingChange> {
  const time = encodeURIComponent(new Date(since).toISOString());
  const call: Call = {
    api: "defender",
    family: "findingPages",
    path: `/api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=${time}&pageSize=${pageSize}`,
    what: "changed vulnerabilities",
    permission: "Vulnerability.Read.All",
  };
  return {
    collection: call.what,
    key: null,
    pages: (signal) => changePages(reading, call, signal),
  };
}

async function* changePages(
  reading: Reading,
  call: Call,
  signal?: AbortSignal,
): AsyncGenerator<Page<FindingChange>> {
  const parser = new FindingParser(reading.notices);
  for await (const body of linkedBodies(reading, call, { signal })) {
    const rows = arrayOf(body["value"]);
    const items = rows.flatMap((row) => (isObject(row) ? (changeOf(parser, row) ?? []) : []));
    yield { items, rejected: rows.length - items.length };
  }
}

/** `null` for a row that does not say of what, when, or what became of it. */
function changeOf(parser: FindingParser, row: JsonObject): FindingChange | null {
  const finding = parser.parse(row);
  const time = textIn(row, "eventTimestamp");
  const changedOn = time === null ? null : parseTime(time);
  const isFixed = fixedBy.get(textIn(row, "status")?.toLowerCase() ?? "");
  if (finding === null || changedOn === null || isFixed === undefined) {
    return null;
  }
  return { finding, isFixed, changedOn };
}

const fixedBy: ReadonlyMap<string, boolean> = new Map([
  ["new", false],
  ["updated", false],
  ["fixed", true],
]);

/** Files spell names in another case than pages. */
function textIn(row: JsonObject, name: string): string | null {
  const key = name in row ? name : Object.keys(row).find((each) => isNamed(each, name));
  const value: Json | undefined = key === undefined ? undefined : row[key];
  return typeof value === "string" ? value : null;
}

function isNamed(key: string, name: string): boolean {
  return key.toLowerCase() === name.toLowerCase();
}
