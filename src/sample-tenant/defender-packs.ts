import type { JsonObject } from "../base/json.ts";
import { type AssetListing, assetPage } from "./asset-pages.ts";
import { contextOf, skipPage } from "./defender-list.ts";
import { defenderFailure } from "./defender-problem.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Route, RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";
import type { Packs } from "./world/packs.ts";

const mostRows = 10_000;

type Answer = Route["answer"];

/** A collection that is walked with `$top` and `$skip`. */
function listed(context: string, rowsOf: (packs: Packs) => readonly JsonObject[]): Answer {
  return (call: RoutedCall, tenant: Tenant): Reply => {
    const rows = rowsOf(tenant.world.packs);
    const slice = (from: number, to: number): readonly JsonObject[] => rows.slice(from, to);
    const head = contextOf(context);
    const listing = {
      head,
      total: rows.length,
      slice,
      most: mostRows,
      usual: mostRows,
      link: true,
    };
    return skipPage(listing, call, tenant);
  };
}

/** Alerts show their evidence where it is asked for. */
const answerAlerts: Answer = (call, tenant) => {
  const hasEvidence = call.query.get("$expand") === "evidence";
  const bare = ({ evidence: _evidence, ...alert }: JsonObject): JsonObject => alert;
  const rows = (packs: Packs): readonly JsonObject[] =>
    hasEvidence ? packs.alerts() : packs.alerts().map(bare);
  return listed("Alerts", rows)(call, tenant);
};

function assets(
  listing: Pick<AssetListing, "context" | "path">,
  rowsOf: (packs: Packs) => Iterable<JsonObject>,
): Answer {
  return (call, tenant) =>
    assetPage({ ...listing, rows: () => rowsOf(tenant.world.packs) }, call, tenant);
}

const answerMissing: Answer = (call, tenant) => {
  const [id = ""] = call.parts;
  const rows = tenant.world.packs.missingUpdatesOf(id.toLowerCase());
  return rows === undefined
    ? defenderFailure("notFound", call, tenant)
    : jsonReply(200, {
        ...contextOf("Collection(microsoft.windowsDefenderATP.api.PublicProductFixDto)"),
        value: [...rows],
      });
};

function score(kind: "configuration" | "exposure"): Answer {
  return (_call, tenant) =>
    jsonReply(200, {
      ...contextOf(kind === "exposure" ? "ExposureScore/$entity" : "ConfigurationScore/$entity"),
      time: new Date(tenant.world.now).toISOString(),
      score: tenant.world.packs.scores()[kind],
    });
}

/** What answers the endpoints behind further permissions, by their name. */
export const packAnswers: ReadonlyMap<string, Answer> = new Map([
  ["alerts", answerAlerts],
  ["recommendations", listed("Recommendations", (packs) => packs.recommendations())],
  ["machineActions", listed("MachineActions", (packs) => packs.machineActions())],
  ["exposureScore", score("exposure")],
  ["configurationScore", score("configuration")],
  ["missingKbs", answerMissing],
  [
    "softwareInventory",
    assets({ context: "AssetSoftware", path: "SoftwareInventoryByMachine" }, (packs) =>
      packs.softwareInventory(),
    ),
  ],
  [
    "browserExtensions",
    assets(
      { context: "AssetBrowserExtension", path: "BrowserExtensionsInventoryByMachine" },
      (packs) => packs.browserExtensions(),
    ),
  ],
  [
    "secureConfigurations",
    assets(
      { context: "AssetConfiguration", path: "SecureConfigurationsAssessmentByMachine" },
      (packs) => packs.secureConfigurations(),
    ),
  ],
  [
    "certificates",
    assets(
      { context: "AssetCertificateAssessment", path: "certificateAssessmentByMachine" },
      (packs) => packs.certificates(),
    ),
  ],
]);
