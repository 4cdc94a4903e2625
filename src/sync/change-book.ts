import type { EpochMs } from "../base/clock.ts";
import { LatestChanges } from "../convert/finding-rows.ts";
import { machineKey } from "../convert/keys.ts";
import type { FindingChange } from "../microsoft/finding-changes.ts";

/** Changes of findings, by machine. */
export class ChangeBook {
  readonly #byMachine = new Map<string, LatestChanges>();
  #latestOn: EpochMs | null = null;

  add(changes: readonly FindingChange[]): void {
    for (const change of changes) {
      const key = machineKey(change.finding.machineId);
      const known = this.#byMachine.get(key) ?? new LatestChanges();
      known.add(change);
      this.#byMachine.set(key, known);
      if (this.#latestOn === null || change.changedOn > this.#latestOn)
        this.#latestOn = change.changedOn;
    }
  }

  /** The changes about a machine, by its key. */
  of(key: string): LatestChanges | undefined {
    return this.#byMachine.get(key);
  }

  /** Keys of the machines that changes are about. */
  machines(): Iterable<string> {
    return this.#byMachine.keys();
  }

  /** Of all machines. */
  *all(): Iterable<FindingChange> {
    for (const changes of this.#byMachine.values()) yield* changes;
  }

  /** The latest moment of any change, by the provider's clock. */
  get latestOn(): EpochMs | null {
    return this.#latestOn;
  }

  /** Forgets everything: the changes are read again. */
  clear(): void {
    this.#byMachine.clear();
    this.#latestOn = null;
  }
}
