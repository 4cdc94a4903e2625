import type { Network } from "./plan.ts";

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** The addresses of an IPv4 network such as `10.0.0.0/8`, or of a single address; `null` if it is none. */
export function networkOf(text: string): Network | null {
  const parts = ipv4.exec(text.trim());
  if (parts === null) return null;
  const octets = parts.slice(1, 5).map(Number);
  const bits = Number(parts[5] ?? 32);
  if (octets.some((octet) => octet > 255) || bits > 32) return null;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}
