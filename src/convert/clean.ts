import { BlockList, isIPv4, isIPv6 } from "node:net";

/** The text without surrounding blanks; `null` when nothing is left. */
export function cleanText(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}

/** The texts that are not blank, each once, sorted by code unit. */
export function cleanList(list: readonly (string | null)[]): readonly string[] {
  const [only = null, second] = list;
  if (second === undefined) {
    // Millions of rows have a list of one.
    const cleaned = cleanText(only);
    return cleaned === null ? [] : [cleaned];
  }
  const kept = new Set<string>();
  for (const item of list) {
    const cleaned = cleanText(item);
    if (cleaned !== null) kept.add(cleaned);
  }
  return [...kept].toSorted();
}

/**
 * A MAC address as `AA:BB:CC:DD:EE:FF`. `null` for what is no adapter's address: the all-zero one, and the 16 digits
 * of a tunnel (`microsoft-apis` §3.3).
 */
export function cleanMac(text: string | null): string | null {
  const digits = (text ?? "").replaceAll(/[-:.\s]/g, "").toUpperCase();
  if (!/^[0-9A-F]{12}$/.test(digits) || /^0+$/.test(digits)) return null;
  return digits.replaceAll(/..(?=.)/g, "$&:");
}

function ranges(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", prefix = ""] = subnet.split("/");
    list.addSubnet(address, Number(prefix), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

const nowhere = ranges(["127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"]);

/** RFC 1918, link-local, carrier-grade NAT (RFC 6598), unique local (RFC 4193). */
const inside = ranges([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  "fe80::/10",
]);

/** An address that can tell one device from another. */
export interface CleanAddress {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  /** Not reachable from the internet. */
  readonly private: boolean;
}

/** Reads an IP address; `null` for text that is none, loopback addresses and the unspecified address. */
export function cleanAddress(text: string | null): CleanAddress | null {
  const [address = ""] = (text ?? "").trim().toLowerCase().split("%");
  const family = isIPv4(address) ? "ipv4" : "ipv6";
  if (family === "ipv6" && !isIPv6(address)) return null;
  if (nowhere.check(address, family)) return null;
  return { address, family, private: inside.check(address, family) };
}

/** The first label of a DNS name in lower case: what Windows calls the host. */
export function hostOf(dnsName: string | null): string | null {
  const [label = ""] = (dnsName ?? "").split(".");
  return cleanText(label.toLowerCase());
}
