const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** Whether an address or name means this machine only. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

/**
 * Whether a `Host` header names this server. A server bound to loopback refuses every other name: a web page whose
 * own name is made to resolve to 127.0.0.1 (DNS rebinding) would otherwise be of the same origin as the graph.
 */
export function servesHost(header: string | undefined, allowed: readonly string[]): boolean {
  const name = hostName(header);
  return name !== undefined && (isLoopback(name) || allowed.includes(name));
}

function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^:/?#@\s]+)(?::\d{1,5})?$/i.exec(header ?? "");
  return match?.[1]?.toLowerCase();
}
