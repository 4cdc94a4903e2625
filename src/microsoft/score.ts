import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import type { Reading } from "./collection.ts";
import { RecordReader } from "./record.ts";

/** Which of the tenant's scores. */
export type ScoreKind = "exposure" | "configuration";

/** A score of the tenant: `/api/exposureScore`, `/api/configurationScore`, `microsoft-apis` §3.2. */
export interface Score {
  readonly kind: ScoreKind;
  readonly score: number | null;
  readonly measuredOn: EpochMs | null;
  readonly raw: JsonObject;
}

const paths = {
  exposure: "/api/exposureScore",
  configuration: "/api/configurationScore",
} as const satisfies Record<ScoreKind, string>;

/** Reads one score. Throws `Failure`. */
export async function readScore(
  { http, notices }: Reading,
  kind: ScoreKind,
  signal?: AbortSignal,
): Promise<Score> {
  const what = `the ${kind} score`;
  const body = await http.json(
    {
      api: "defender",
      family: "scores",
      path: paths[kind],
      what,
      permission: "Score.Read.All",
      isSound: ({ score }) => typeof score === "number",
    },
    signal,
  );
  const record = new RecordReader(body, what, notices);
  return { kind, score: record.number("score"), measuredOn: record.time("time"), raw: body };
}
