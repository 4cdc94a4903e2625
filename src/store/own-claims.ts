import { type Claim, runInProgress } from "./claim.ts";

/** Claims among those who share this process, where no other process can open the database. */
export class OwnClaims {
  readonly #instances = new Set<number>();

  /** Claims an instance. Throws a `run_in_progress` failure when someone else has it. */
  acquire(instanceId: number): Promise<Claim> {
    if (this.#instances.has(instanceId)) return Promise.reject(runInProgress());
    this.#instances.add(instanceId);
    return Promise.resolve({
      hold: () => Promise.resolve(),
      release: () => {
        this.#instances.delete(instanceId);
        return Promise.resolve();
      },
    });
  }
}
