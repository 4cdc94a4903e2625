import type { Call } from "./call.ts";
import { listByLinks, type Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** Rows that fit a page: some 10 MB of JSON, far fewer calls than the 30 a minute. */
const pageSize = 20_000;

/** One of Defender's assessments that comes as rows of (machine, something): `microsoft-apis` §3.7. */
export interface AssetRows<Row> {
  readonly call: Omit<Call, "api" | "cost">;
  /** `null` for a row that does not say of which machine it is. */
  readonly parse: (record: RecordReader) => Row | null;
}

/** The rows of an assessment, page by page. */
export function listAssetRows<Row>(
  reading: Reading,
  { call, parse }: AssetRows<Row>,
): Listing<Row> {
  const path = `${call.path}?pageSize=${pageSize}`;
  return listByLinks(reading, {
    call: { ...call, api: "defender", path },
    key: null,
    mayShout: true,
    parse,
  });
}
