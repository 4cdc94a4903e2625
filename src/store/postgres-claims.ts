import { randomUUID } from "node:crypto";
import { type Claim, runInProgress } from "./claim.ts";
import { Failure } from "../base/failure.ts";
import type { PostgresLocks } from "./postgres-locks.ts";
import type { Session } from "./session.ts";

// A process that gave no sign of life for so long is taken for dead, even if its connection stands.
const leaseMs = 60_000;
const heartbeatMs = 15_000;

// By the server's clock: those of the processes may differ.
const now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

const acquire = `
  insert into lease (instance_id, owner, heartbeat_on, expires_on)
  select ?, ?, ${now}, ${now} + ${leaseMs} where pg_try_advisory_lock(?::integer, ?::integer)
  on conflict (instance_id) do update
  set owner = excluded.owner, heartbeat_on = excluded.heartbeat_on, expires_on = excluded.expires_on
  returning owner`;

// Ends the connection of one whose time is over, and with it what it holds.
const evict = `
  select pg_terminate_backend(l.pid) from pg_locks l join lease on lease.instance_id = l.objid::integer
  where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ? and l.objid = ?
    and l.database = (select oid from pg_database where datname = current_database())
    and lease.expires_on < ${now}`;

/** Claims among all processes that share a database: a lease that is renewed, and a lock that ends with its process. */
export class PostgresClaims {
  readonly #connect: () => Promise<Session>;
  readonly #locks: PostgresLocks;

  constructor(connect: () => Promise<Session>, locks: PostgresLocks) {
    this.#connect = connect;
    this.#locks = locks;
  }

  /** Claims an instance. Throws a `run_in_progress` failure when someone else has it. */
  async acquire(instanceId: number): Promise<Claim> {
    const owner = randomUUID();
    const session = await this.#connect();
    try {
      if (!(await this.#try(session, instanceId, owner))) {
        await session.all(evict, [this.#locks.instance, instanceId]);
        if (!(await this.#try(session, instanceId, owner))) throw runInProgress();
      }
      return new Lease(session, { instanceId, owner });
    } catch (error) {
      await session.stop();
      throw error;
    }
  }

  async #try(session: Session, instanceId: number, owner: string): Promise<boolean> {
    const { instance } = this.#locks;
    return (await session.all(acquire, [instanceId, owner, instance, instanceId])).length > 0;
  }
}

class Lease implements Claim {
  readonly #session: Session;
  readonly #instanceId: number;
  readonly #owner: string;
  readonly #timer: NodeJS.Timeout;
  #isRenewing = false;

  constructor(session: Session, of: { readonly instanceId: number; readonly owner: string }) {
    this.#session = session;
    this.#instanceId = of.instanceId;
    this.#owner = of.owner;
    this.#timer = setInterval(() => void this.#renew(), heartbeatMs);
    this.#timer.unref();
  }

  async hold(session: Session): Promise<void> {
    const [row] = await session.all(
      "select owner from lease where instance_id = ? and not ? for update",
      [this.#instanceId, this.#session.isLost],
    );
    if (row?.["owner"] === this.#owner) return;
    const message =
      "The run was given up: another process took it over, since this one had not been heard of. The graph is as it was.";
    throw new Failure(message, { code: "run_taken_over", retryable: true });
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#session
      .run("delete from lease where instance_id = ? and owner = ?", [this.#instanceId, this.#owner])
      .catch(() => undefined);
    await this.#session.stop();
  }

  async #renew(): Promise<void> {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    // Who cannot renew it finds out when it is to be held.
    await this.#session
      .run(
        `update lease set heartbeat_on = ${now}, expires_on = ${now} + ${leaseMs} where instance_id = ? and owner = ?`,
        [this.#instanceId, this.#owner],
      )
      .catch(() => undefined);
    this.#isRenewing = false;
  }
}
