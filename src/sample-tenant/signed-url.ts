import { createHmac } from "node:crypto";
import type { EpochMs } from "../base/clock.ts";

/** How long an address is valid. */
export interface Validity {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A path with a shared access signature, as Azure blob storage uses it. */
export function signPath(path: string, validity: Validity, key: Buffer): string {
  const st = seconds(validity.from);
  const se = seconds(validity.to);
  const sig = signature({ path, st, se }, key);
  const query = new URLSearchParams({ sv: "2020-08-04", st, se, sr: "b", sp: "r", sig });
  return `${path}?${query.toString()}`;
}

/** What an address with such a signature turned out to be. */
export type Signed = "valid" | "expired" | "forged";

/** Checks the signature of an address. */
export function checkSignature(
  address: { readonly path: string; readonly query: ReadonlyMap<string, string> },
  key: Buffer,
  now: EpochMs,
): Signed {
  const st = address.query.get("st") ?? "";
  const se = address.query.get("se") ?? "";
  if (address.query.get("sig") !== signature({ path: address.path, st, se }, key)) {
    return "forged";
  }
  return Date.parse(st) <= now && now < Date.parse(se) ? "valid" : "expired";
}

function signature(
  { path, st, se }: { readonly path: string; readonly st: string; readonly se: string },
  key: Buffer,
): string {
  return createHmac("sha256", key).update(`r\n${st}\n${se}\n${path}`).digest("base64");
}

function seconds(time: EpochMs): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
