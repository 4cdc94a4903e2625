import { contextOf, wholeNumber } from "./defender-list.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { signPath } from "./signed-url.ts";
import { generatedOn } from "./snapshot.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

const mostHours = 6;
/** Azure's own tools let an address be valid a little before it was made, for clocks that are late. */
const earlyMs = 5 * 60_000;

/** `GET /api/machines/SoftwareVulnerabilitiesExport`: addresses of the day's files, valid for a short time. */
export async function answerExport(call: RoutedCall, tenant: Tenant): Promise<Reply> {
  const hours = wholeNumber(call, { name: "sasValidHours", most: mostHours }, tenant);
  if (typeof hours === "object") {
    return hours;
  }
  const world = tenant.world;
  const parts = call.fired.has("exportEmpty") ? [] : await tenant.exports.of(world);
  const now = tenant.clock.now();
  const lifetimeMs = (hours === undefined ? tenant.sasLifetimeSeconds : hours * 3600) * 1000;
  const validity = { from: now - earlyMs, to: now + lifetimeMs };
  return jsonReply(200, {
    ...contextOf("microsoft.windowsDefenderATP.api.ExportFilesResponse"),
    exportFiles: parts.map(
      (part) => tenant.urls.files + signPath(part.path, validity, tenant.identity.signingKey),
    ),
    generatedTime: new Date(generatedOn(world)).toISOString(),
  });
}
