import type { JsonObject } from "../base/json.ts";
import { contextOf, skipPage } from "./defender-list.ts";
import { findMachine, noMachine } from "./defender-machines.ts";
import { badInput } from "./defender-problem.ts";
import { filterableVulnerability, filterRows } from "./odata-filter.ts";
import { exportedMachines } from "./finding-order.ts";
import { collectionText, textOf } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import type { RoutedCall } from "./surface.ts";
import { perWorld } from "./per-world.ts";
import type { Tenant } from "./tenant.ts";
import type { World } from "./world/world.ts";

const mostVulnerabilities = 8_000;
const mostPairs = 10_000;
const rowType = "#microsoft.windowsDefenderATP.api.PublicVulnerabilityDto";
const catalogueContext = "Vulnerabilities/microsoft.windowsDefenderATP.api.PublicVulnerabilityDto";

const catalogueById = perWorld((world) => new Map(world.catalogue.map((row) => [row["id"], row])));

/** `GET /api/vulnerabilities`: the whole catalogue. */
export function answerCatalogue(call: RoutedCall, tenant: Tenant): Reply {
  const filter = call.query.get("$filter");
  const all = tenant.world.catalogue;
  const catalogue = filter === undefined ? all : filterRows(all, filter, filterableVulnerability);
  if (typeof catalogue === "string") {
    return badInput("ODataError", catalogue, tenant);
  }
  const listing = {
    head: { ...contextOf(catalogueContext), "@odata.count": catalogue.length },
    total: catalogue.length,
    slice: (from: number, to: number): Iterable<JsonObject> => typed(catalogue.slice(from, to)),
    most: mostVulnerabilities,
    usual: mostVulnerabilities,
    link: true,
  };
  return skipPage(listing, call, tenant);
}

function* typed(rows: readonly JsonObject[]): Generator<JsonObject> {
  for (const row of rows) {
    yield { "@odata.type": rowType, ...row };
  }
}

/** `GET /api/machines/{id}/vulnerabilities`: all in one answer. */
export function answerMachineVulnerabilities(call: RoutedCall, tenant: Tenant): Reply {
  const [id = ""] = call.parts;
  if (findMachine(id, tenant) === undefined) {
    return noMachine(id, tenant);
  }
  const rows = new Map<string, JsonObject>();
  for (const finding of tenant.world.findingsOf(id.toLowerCase())) {
    const cveId = finding["cveId"];
    if (typeof cveId === "string") {
      rows.set(cveId, exposedRow(cveId, finding, tenant.world));
    }
  }
  const head = { ...contextOf(catalogueContext), "@odata.count": rows.size };
  return textReply(200, collectionText({ head, rows: rows.values() }));
}

/** A catalogue row as one machine sees it: it is the only exposed one. */
function exposedRow(cveId: string, finding: JsonObject, world: World): JsonObject {
  const known = catalogueById(world).get(cveId) ?? {
    id: cveId,
    name: cveId,
    severity: finding["vulnerabilitySeverityLevel"] ?? null,
    cvssV3: finding["cvssScore"] ?? null,
  };
  return { "@odata.type": rowType, ...known, exposedMachines: 1 };
}

/** `GET /api/vulnerabilities/machinesVulnerabilities`: every pair of machine and weakness, by position. */
export function answerPairs(call: RoutedCall, tenant: Tenant): Reply {
  const { world } = tenant;
  const total = pairStarts(world).at(-1) ?? 0;
  const listing = {
    head: contextOf("Collection(microsoft.windowsDefenderATP.api.PublicAssetVulnerabilityDto)"),
    total,
    slice: (from: number, to: number): Iterable<JsonObject> =>
      pairs(world, from, Math.min(to, total)),
    most: mostPairs,
    usual: mostPairs,
    link: true,
  };
  return skipPage(listing, call, tenant);
}

/** Where each exported machine's rows start, and the total as last element. Counts every row once a day. */
const pairStarts = perWorld((world): readonly number[] => {
  const starts = [0];
  let total = 0;
  for (const id of exportedMachines(world)) {
    total += world.findingsOf(id).filter((row) => typeof row["cveId"] === "string").length;
    starts.push(total);
  }
  return starts;
});

function* pairs(world: World, from: number, to: number): Generator<JsonObject> {
  const starts = pairStarts(world);
  const ids = exportedMachines(world);
  let machine = Math.max(
    0,
    starts.findLastIndex((start) => start <= from),
  );
  let at = starts[machine] ?? 0;
  for (; machine < ids.length && at < to; machine += 1) {
    for (const row of world.findingsOf(ids[machine] ?? "")) {
      if (typeof row["cveId"] !== "string") {
        continue;
      }
      if (at >= from && at < to) {
        yield pair(row);
      }
      at += 1;
    }
  }
}

function pair(row: JsonObject): JsonObject {
  const fixingKbId = row["recommendedSecurityUpdateId"] ?? null;
  const parts = [
    row["deviceId"],
    row["cveId"],
    row["softwareVendor"],
    row["softwareName"],
    row["softwareVersion"],
  ];
  return {
    id: [...parts, fixingKbId].map((part) => textOf(part)).join("-_-"),
    cveId: row["cveId"] ?? null,
    machineId: row["deviceId"] ?? null,
    fixingKbId,
    productName: row["softwareName"] ?? null,
    productVendor: row["softwareVendor"] ?? null,
    productVersion: row["softwareVersion"] ?? null,
    severity: row["vulnerabilitySeverityLevel"] ?? null,
    cvssV3: row["cvssScore"] ?? null,
  };
}
