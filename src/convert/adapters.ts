import type { MachineAddress } from "../microsoft/machine.ts";
import { cleanAddress, cleanList, cleanMac } from "./clean.ts";

/** The addresses of a machine's network adapters, each list clean, without repeats and sorted. */
export interface Adapters {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** `AA:BB:CC:DD:EE:FF`, of adapters on private networks too: that is where laptops are. */
  readonly macs: readonly string[];
}

/** Reads the addresses of all adapters but the loopback one. */
export function adaptersOf(addresses: readonly MachineAddress[]): Adapters {
  const real = addresses.filter(({ type }) => type?.toLowerCase() !== "softwareloopback");
  const clean = real
    .map(({ ipAddress }) => cleanAddress(ipAddress))
    .filter((address) => address !== null);
  const listed = (kept: typeof clean): readonly string[] =>
    cleanList(kept.map(({ address }) => address));
  return {
    ipv4: listed(clean.filter(({ family }) => family === "ipv4")),
    ipv6: listed(clean.filter(({ family }) => family === "ipv6")),
    public: listed(clean.filter((address) => !address.private)),
    private: listed(clean.filter((address) => address.private)),
    macs: cleanList(real.map(({ macAddress }) => cleanMac(macAddress))),
  };
}
