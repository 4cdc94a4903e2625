import type { JsonObject } from "../base/json.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";

/** What Defender recommends to do: `/api/recommendations`, `microsoft-apis` §3.8. */
export interface Recommendation {
  /** `va-_-<vendor>-_-<product>` for software, `sca-_-<configuration id>` for a configuration. */
  readonly id: string;
  readonly name: string | null;
  readonly productName: string | null;
  readonly vendor: string | null;
  readonly recommendedVersion: string | null;
  readonly category: string | null;
  readonly subCategory: string | null;
  readonly severityScore: number | null;
  readonly publicExploit: boolean | null;
  readonly activeAlert: boolean | null;
  readonly associatedThreats: readonly string[];
  readonly remediationType: string | null;
  /** Active or Exception. */
  readonly status: string | null;
  readonly configScoreImpact: number | null;
  readonly exposureImpact: number | null;
  readonly weaknesses: number | null;
  readonly totalMachineCount: number | null;
  readonly exposedMachinesCount: number | null;
  readonly raw: JsonObject;
}

/** Every recommendation. */
export function listRecommendations(reading: Reading): Listing<Recommendation> {
  return listBySkip(reading, {
    call: {
      api: "defender",
      family: "recommendations",
      path: "/api/recommendations",
      what: "security recommendations",
      permission: "SecurityRecommendation.Read.All",
    },
    top: 10_000,
    idField: "id",
    mayIgnoreSkip: true,
    key: (recommendation) => recommendation.id,
    parse: recommendationOf,
  });
}

function recommendationOf(record: RecordReader): Recommendation | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    name: record.text("recommendationName"),
    productName: record.text("productName"),
    vendor: record.text("vendor"),
    recommendedVersion: record.text("recommendedVersion"),
    category: record.text("recommendationCategory"),
    subCategory: record.text("subCategory"),
    severityScore: record.number("severityScore"),
    publicExploit: record.flag("publicExploit"),
    activeAlert: record.flag("activeAlert"),
    associatedThreats: record.texts("associatedThreats"),
    remediationType: record.text("remediationType"),
    status: record.text("status"),
    configScoreImpact: record.number("configScoreImpact"),
    exposureImpact: record.number("exposureImpact"),
    weaknesses: record.number("weaknesses"),
    totalMachineCount: record.number("totalMachineCount"),
    exposedMachinesCount: record.number("exposedMachinesCount"),
    raw: record.raw,
  };
}
