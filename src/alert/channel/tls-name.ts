import { isIP } from "node:net";

/** The name that a server's certificate must be of, though it is reached by its address. An address is no such name. */
export function nameOf(host: string): { readonly servername?: string } {
  return isIP(host) > 0 ? {} : { servername: host };
}
