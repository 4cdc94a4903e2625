import type { JsonObject } from "../base/json.ts";
import { contextOf } from "./defender-list.ts";
import { packAnswers } from "./defender-packs.ts";
import { jsonReply } from "./reply.ts";
import type { Route } from "./surface.ts";

/** Endpoints beside those that the five permissions are asked for; some have nothing to tell. */
const others: readonly (readonly [string, string, string])[] = [
  ["software", "software", "Software.Read.All"],
  ["missingKbs", "machines/([^/]+)/getmissingkbs", "Software.Read.All"],
  ["softwareInventory", "machines/softwareinventorybymachine", "Software.Read.All"],
  ["softwareInventoryExport", "machines/softwareinventoryexport", "Software.Read.All"],
  [
    "softwareNoProductCode",
    "machines/softwareinventorynoproductcodebymachine",
    "Software.Read.All",
  ],
  ["softwareNonCpeExport", "machines/softwareinventorynoncpeexport", "Software.Read.All"],
  ["browserExtensions", "machines/browserextensionsinventorybymachine", "Software.Read.All"],
  ["browserExtensionsExport", "machines/browserextensionsinventoryexport", "Software.Read.All"],
  ["recommendations", "recommendations", "SecurityRecommendation.Read.All"],
  ["alerts", "alerts", "Alert.Read.All,Alert.ReadWrite.All"],
  [
    "baselines",
    "machines/baselinecomplianceassessmentbymachine",
    "SecurityBaselinesAssessment.Read.All",
  ],
  [
    "baselinesExport",
    "machines/baselinecomplianceassessmentexport",
    "SecurityBaselinesAssessment.Read.All",
  ],
  ["exposureScore", "exposurescore", "Score.Read.All"],
  ["configurationScore", "configurationscore", "Score.Read.All"],
  ["machineActions", "machineactions", "Machine.Read.All,Machine.ReadWrite.All"],
  [
    "secureConfigurations",
    "machines/secureconfigurationsassessmentbymachine",
    "Vulnerability.Read.All",
  ],
  [
    "secureConfigurationsExport",
    "machines/secureconfigurationsassessmentexport",
    "Vulnerability.Read.All",
  ],
  ["certificates", "machines/certificateassessmentbymachine", "Vulnerability.Read.All"],
  ["certificatesExport", "machines/certificateassessmentexport", "Vulnerability.Read.All"],
];

/** Their routes. */
export const otherRoutes: readonly Route[] = [
  ...others.map(([name, path, roles]) => emptyRoute("GET", { name, path, roles })),
  emptyRoute("POST", {
    name: "advancedQuery",
    path: "advancedqueries/run",
    roles: "AdvancedQuery.Read.All",
  }),
];

function emptyRoute(
  method: "GET" | "POST",
  { name, path, roles }: { readonly name: string; readonly path: string; readonly roles: string },
): Route {
  return {
    endpoint: `defender.${name}`,
    method,
    path: new RegExp(`^/api/(?:v1\\.0/)?${path}/?$`, "i"),
    roles: roles.split(","),
    answer: packAnswers.get(name) ?? (() => jsonReply(200, emptyBody(name))),
  };
}

function emptyBody(name: string): JsonObject {
  const context = contextOf(name);
  return name.endsWith("Export") ? { ...context, exportFiles: [] } : { ...context, value: [] };
}
