import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

// Addresses that are of this machine, its network or nobody (IANA's special-purpose registries).
const special4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

// Besides: forms that carry an IPv4 address in them, which a network may translate (NAT64, 6to4, Teredo).
const special6: readonly (readonly [string, number])[] = [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

function special(): BlockList {
  const list = new BlockList();
  for (const [network, bits] of special4) list.addSubnet(network, bits, "ipv4");
  for (const [network, bits] of special6) list.addSubnet(network, bits, "ipv6");
  return list;
}

const blocked = special();

/** The IPv4 address in an IPv6 form of it (`::ffff:…`); else the address as it is, without its zone. */
function unwrapped(address: string): string {
  const plain = address.replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join(".");
}

function isIn(list: BlockList, address: string): boolean {
  const plain = unwrapped(address);
  return list.check(plain, isIPv4(plain) ? "ipv4" : "ipv6");
}

/** Which destinations may be reached. */
export interface AddressGuard {
  /** Whether a host was allowed by name. */
  allowsHost(host: string): boolean;
  allowsAddress(address: string): boolean;
}

/** An entry of the allow-list that is neither a name, an address nor a network. */
export function allowProblem(entry: string): string | null {
  const [address = "", bits, ...more] = entry.split("/");
  if (bits === undefined) {
    const isName =
      /^(?=.{1,253}$)[a-z\d_]([a-z\d_-]*[a-z\d_])?(\.[a-z\d_]([a-z\d_-]*[a-z\d_])?)*$/i.test(entry);
    return isIP(entry) > 0 || isName ? null : `"${entry}" is neither a host name nor an address`;
  }
  const most = isIPv4(address) ? 32 : 128;
  const isNetwork = isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return isNetwork && more.length === 0 ? null : `"${entry}" is not a network such as 10.0.0.0/8`;
}

/**
 * Refuses addresses of this machine and of private networks, unless a list of names, addresses and networks allows them.
 */
export function addressGuard(allowed: readonly string[]): AddressGuard {
  const list = new BlockList();
  const names = new Set<string>();
  for (const entry of allowed.filter((each) => allowProblem(each) === null)) {
    const [address = "", bits] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (isIP(address) === 0) names.add(entry.toLowerCase());
    else list.addSubnet(address, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return {
    allowsHost: (host) => names.has(host.toLowerCase()),
    allowsAddress: (address) =>
      isIP(address.replace(/%.*$/, "")) > 0 && (isIn(list, address) || !isIn(blocked, address)),
  };
}
