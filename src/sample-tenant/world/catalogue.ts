import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import { itemsOf } from "./installed.ts";
import { at } from "./random.ts";
import type { Software } from "./software.ts";
import { isoSeconds } from "./times.ts";
import { type Weakness, exploitOn, isUncatalogued, severities } from "./weakness.ts";

/** How many of the given machines each weakness exposes, by its position. */
export function exposureOf(software: Software, devices: readonly Device[]): readonly number[] {
  const counts = software.weaknesses.map(() => 0);
  const lastDevice = software.weaknesses.map(() => -1);
  devices.forEach((device, turn) => {
    for (const item of itemsOf(software, device, software.day)) {
      for (const { weakness } of software.release(item.product, item.version).weak) {
        if (lastDevice[weakness.index] === turn) continue;
        lastDevice[weakness.index] = turn;
        counts[weakness.index] = (counts[weakness.index] ?? 0) + 1;
      }
    }
  });
  return counts;
}

/** How many weaknesses the catalogue describes although they expose nothing. */
const UNEXPOSED = 5;

/** The catalogue's rows: what exposes a machine, and a few weaknesses that expose none. */
export function catalogueOf(
  software: Software,
  exposure: readonly number[],
): readonly JsonObject[] {
  let spare = UNEXPOSED;
  const rows: JsonObject[] = [];
  for (const weakness of software.weaknesses) {
    const exposed = exposure[weakness.index] ?? 0;
    if (isUncatalogued(weakness, software.day)) continue;
    if (exposed === 0 && spare-- <= 0) continue;
    rows.push(catalogueRecord(software, weakness, exposed));
  }
  return rows;
}

const EXPLOIT_TYPES: readonly (readonly string[])[] = [
  ["Remote"],
  ["PrivilegeEscalation"],
  ["Local", "Dos"],
  ["Dos"],
];

function catalogueRecord(software: Software, weakness: Weakness, exposed: number): JsonObject {
  const { index, id, severity, cvss, published } = weakness;
  const exploit = exploitOn(software.tenant, index, software.day);
  return {
    id,
    name: id,
    description:
      index % 17 === 3
        ? null
        : `Summary: a flaw of ${at(severities, severity).toLowerCase()} severity. Remediation: install the update.`,
    severity: at(severities, severity),
    cvssV3: cvss,
    cvssVector: cvss === null ? null : "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
    exposedMachines: exposed,
    publishedOn: isoSeconds(published - (published % 86_400_000)),
    updatedOn: isoSeconds(published + 259_200_000),
    firstDetected: isoSeconds(published + 86_400_000),
    publicExploit: exploit >= 1,
    exploitVerified: exploit >= 2,
    exploitInKit: exploit >= 3,
    exploitTypes: exploit === 0 ? [] : at(EXPLOIT_TYPES, index % EXPLOIT_TYPES.length),
    exploitUris: exploit === 0 ? [] : [`https://www.exploit-db.com/exploits/${50_000 + index}`],
    cveSupportability: index % 9 === 0 ? "" : "Supported",
    ...(index % 2 === 0 ? { EPSS: ((index * 37 + 941) % 1000) / 1000 } : {}),
  };
}
