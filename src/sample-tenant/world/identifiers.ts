import type { Roll } from "./random.ts";

function word(roll: number): string {
  return Math.floor(roll * 4_294_967_296)
    .toString(16)
    .padStart(8, "0");
}

/** A run of `8 × words` hexadecimal digits, distinct for distinct indexes of one purpose. */
export function hex(roll: Roll, purpose: string, of: { index: number; words: number }): string {
  let text = "";
  for (let at = 0; at < of.words; at++) text += word(roll(purpose, of.index, at));
  return text;
}

/** A GUID of version 4, distinct for distinct indexes of one purpose. */
export function guid(roll: Roll, purpose: string, index: number): string {
  const digits = hex(roll, purpose, { index, words: 4 });
  const variant = "89ab"[Number.parseInt(digits.slice(16, 17), 16) % 4] ?? "8";
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}

function guidBytes(id: string): Buffer {
  const [a = "", b = "", c = "", ...rest] = id.split("-");
  const little = [a, b, c].map((part) => Buffer.from(part, "hex").reverse());
  return Buffer.concat([...little, Buffer.from(rest.join(""), "hex")]);
}

/** The cloud SID `S-1-12-1-…` of a directory object: the GUID's bytes as four little-endian numbers. */
export function cloudSid(id: string): string {
  const bytes = guidBytes(id);
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}

/** The immutable id of a synchronised object: base64 of its on-premises GUID. */
export function immutableId(id: string): string {
  return guidBytes(id).toString("base64");
}

/** The SID prefix `S-1-5-21-…` of an on-premises domain. */
export function domainSid(roll: Roll, domain: number): string {
  const parts = [0, 1, 2].map(
    (at) => Math.floor(roll("domain-sid", domain, at) * 4_000_000_000) + 1000,
  );
  return `S-1-5-21-${parts.join("-")}`;
}
