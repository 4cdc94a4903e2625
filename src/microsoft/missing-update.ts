import { Failure } from "../base/failure.ts";
import { type Call, isCollection } from "./call.ts";
import { pageOf, type Reading } from "./collection.ts";
import type { RecordReader } from "./record.ts";

/** An update that a machine lacks: `/api/machines/{id}/getmissingkbs`, `microsoft-apis` §3.8. */
export interface MissingUpdate {
  /** Number of the knowledge base article. */
  readonly id: string;
  readonly name: string | null;
  readonly products: readonly string[];
  readonly url: string | null;
  /** How many machines lack it. */
  readonly machineMissedOn: number | null;
  /** How many CVEs it addresses. */
  readonly cveAddressed: number | null;
}

/** What one machine lacks; `null` where Defender does not know the machine. Throws `Failure`. */
export async function readMissingUpdates(
  reading: Reading,
  machineId: string,
  signal?: AbortSignal,
): Promise<readonly MissingUpdate[] | null> {
  const call: Call = {
    api: "defender",
    family: "missingUpdates",
    path: `/api/machines/${encodeURIComponent(machineId)}/getmissingkbs`,
    what: "missing updates",
    permission: "Software.Read.All",
    notFoundRetries: 1,
    isSound: isCollection,
  };
  try {
    const body = await reading.http.json(call, signal);
    return pageOf(reading, { call, key: null, parse: updateOf }, body).items;
  } catch (error) {
    if (error instanceof Failure && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}

function updateOf(record: RecordReader): MissingUpdate | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    name: record.text("name"),
    products: record.texts("productsNames"),
    url: record.text("url"),
    machineMissedOn: record.number("machineMissedOn"),
    cveAddressed: record.number("cveAddressed"),
  };
}
