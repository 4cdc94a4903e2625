import type { Entity } from "../graph/entity.ts";
import { lowerOf, textOf } from "./property-read.ts";

/** A logon user that may be a directory user's: of a domain or of Entra. Texts in lower case. */
export interface Account {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** Empty where Defender gave none. */
  readonly domain: string;
  readonly kind: "domain" | "cloud";
  readonly sid: string | null;
}

/**
 * Reads a logon user's entity; `null` for device-local and system accounts, which are nobody's unless a person said
 * otherwise.
 */
export function readAccount({ key, properties }: Entity, isLinked: boolean): Account | null {
  const told = textOf(properties, "accountKind");
  const kind = told === "cloud" ? "cloud" : "domain";
  if (told !== kind && !isLinked) return null;
  return {
    key,
    id: lowerOf(properties, "id") ?? "",
    name: lowerOf(properties, "accountName") ?? "",
    domain: lowerOf(properties, "accountDomain") ?? "",
    kind,
    sid: lowerOf(properties, "accountSid"),
  };
}
