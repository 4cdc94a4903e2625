import type { IncomingMessage, ServerResponse } from "node:http";
import { type Call, callOf } from "./call.ts";
import { type Delivery, deliver } from "./deliver.ts";
import type { Fired } from "./fault-book.ts";
import { isPossible, type Scope } from "./fault-scope.ts";
import type { Tenant } from "./tenant.ts";

/** The largest request body that is read. */
const mostBodyBytes = 4_194_304;

/** A request and where its answer goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** A request that arrived, was counted and has its faults. */
export interface Job {
  readonly endpoint: string;
  readonly fired: Fired;
  readonly make: () => Promise<Delivery>;
}

/** The request's body is longer than any that Microsoft would read. */
export class BodyTooLong extends Error {
  override readonly name = "BodyTooLong";
}

/** Reads a request. Throws `BodyTooLong`. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    // Read to its end all the same: who is still sending would not read the refusal.
    if (bytes <= mostBodyBytes) {
      chunks.push(piece);
    }
  }
  if (bytes > mostBodyBytes) {
    throw new BodyTooLong(`A body of ${bytes} bytes`);
  }
  const { url = "/", method = "GET", headers } = request;
  return callOf(url, { method, headers, body: Buffer.concat(chunks).toString() });
}

/** Counts a request and fires its faults. */
export function meet(
  call: Call,
  { endpoint, scope }: { readonly endpoint: string; readonly scope: Scope },
  tenant: Tenant,
): Fired {
  tenant.statistics.arrived(endpoint);
  const hasPageToken = call.query.has("$skiptoken");
  return tenant.faults.fire({ endpoint, address: call.address }, (kind) =>
    isPossible(kind, { scope, endpoint, hasPageToken }),
  );
}

/** Makes the answer and sends it: late, cut off or not at all where a fault says so. */
export async function work(job: Job, { response }: Exchange, tenant: Tenant): Promise<void> {
  const { endpoint, fired } = job;
  const late = tenant.latencyMs + (fired.has("latency") ? (fired.get("latency")?.ms ?? 1_000) : 0);
  if (late > 0) {
    await tenant.clock.sleep(late, tenant.closing);
  }
  if (fired.has("reset")) {
    tenant.statistics.served({ endpoint, status: "reset", bytes: 0 });
    response.socket?.resetAndDestroy();
    return;
  }
  const delivery = await job.make();
  const { clock, closing } = tenant;
  const bytes = await deliver(delivery, { response, fired, clock, closing });
  tenant.statistics.served({ endpoint, status: delivery.status, bytes });
  tenant.log.debug("Sample tenant answered", { endpoint, status: delivery.status, bytes });
}
