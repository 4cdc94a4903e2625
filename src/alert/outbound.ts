import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { Failure } from "../base/failure.ts";
import type { AddressGuard } from "./address-guard.ts";

/** One HTTP request to a receiver. */
interface OutboundCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A receiver's answer; of a long body only the beginning. */
export interface OutboundReply {
  readonly status: number;
  readonly text: string;
  /** When it wants to be asked again, in its words. */
  readonly retryAfter?: string | undefined;
}

/** An address of a host that may be reached. */
export interface Destination {
  readonly address: string;
  readonly family: number;
}

/** The way out: only to where it is allowed. */
export interface Outbound {
  /** Sends a request; redirects are not followed. Throws `destination_refused`, `receiver_unreachable`. */
  request(call: OutboundCall): Promise<OutboundReply>;
  /** The address to connect to for a host. Throws `destination_refused`, `receiver_unreachable`. */
  resolve(host: string): Promise<Destination>;
  close(): Promise<void>;
}

const timeoutMs = 20_000;
const longestReply = 65_536;

function refused(host: string, address: string): Failure {
  const where = host === address ? address : `${host} (${address})`;
  const message = `Cannot send to ${where}: it is an address of this machine or of a private network. If it is meant, allow it in DEFENDER_GRAPH_ALLOW_OUTBOUND.`;
  return new Failure(message, { code: "destination_refused", retryable: false });
}

function unreachable(host: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot reach ${host}: ${reason}.`;
  return new Failure(message, { code: "receiver_unreachable", retryable: true, cause });
}

/** All addresses of a host, if all of them may be reached. */
async function destinations(guard: AddressGuard, host: string): Promise<readonly Destination[]> {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(bare);
  const found =
    family > 0
      ? [{ address: bare, family }]
      : await lookup(bare, { all: true }).catch((error: unknown) => {
          throw unreachable(bare, error);
        });
  if (guard.allowsHost(bare)) return found;
  const wrong = found.find(({ address }) => !guard.allowsAddress(address));
  if (wrong !== undefined) throw refused(bare, wrong.address);
  return found;
}

/** Looks a name up for a connection: what was checked is what is connected to. */
function guardedLookup(guard: AddressGuard): LookupFunction {
  return (host, options, answer) => {
    destinations(guard, host).then(
      (found) => {
        const [first] = found;
        if (options.all === true) answer(null, [...found]);
        else answer(null, first?.address ?? "", first?.family);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), ""),
    );
  };
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length >= longestReply) break;
  }
  return Buffer.concat(parts).toString("utf8", 0, longestReply);
}

/** The network, guarded. */
export function guardedOutbound(guard: AddressGuard): Outbound {
  const agent = new Agent({
    connect: { lookup: guardedLookup(guard), timeout: 10_000 },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    async request({ method, url, headers, body }) {
      const { hostname } = new URL(url);
      // A literal address is connected to without being looked up.
      if (isIP(hostname.replace(/^\[(.*)\]$/, "$1")) > 0) await destinations(guard, hostname);
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const reply = await request(url, { dispatcher: agent, method, headers, body, signal });
        const text = await beginningOf(reply.body);
        const retryAfter = [reply.headers["retry-after"]].flat()[0];
        return { status: reply.statusCode, text, retryAfter };
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw unreachable(hostname, error);
      }
    },
    async resolve(host) {
      const [first] = await destinations(guard, host);
      if (first === undefined) throw unreachable(host, "it has no address");
      return first;
    },
    close: () => agent.close(),
  };
}
