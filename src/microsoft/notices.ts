/** Something odd about a collection's records, seen `count` times. */
export interface Notice {
  readonly collection: string;
  /** The field, as the provider names it. */
  readonly field: string;
  /** What was odd, such as `expected text, got object`. */
  readonly problem: string;
  readonly count: number;
}

/** Collects oddities once per field, however many records have them. */
export class Notices {
  readonly #counts = new Map<string, { notice: Omit<Notice, "count">; count: number }>();

  /** Notes one oddity. */
  note(notice: Omit<Notice, "count">): void {
    this.#add(notice, 1);
  }

  /** Adds what was noted elsewhere. */
  add(notices: readonly Notice[]): void {
    for (const { count, ...notice } of notices) this.#add(notice, count);
  }

  /** Everything noted so far. */
  list(): readonly Notice[] {
    return [...this.#counts.values()].map(({ notice, count }) => ({ ...notice, count }));
  }

  /** Everything noted so far, and begins anew. */
  take(): readonly Notice[] {
    const notices = this.list();
    this.#counts.clear();
    return notices;
  }

  #add(notice: Omit<Notice, "count">, count: number): void {
    const key = `${notice.collection}\n${notice.field}\n${notice.problem}`;
    const known = this.#counts.get(key);
    if (known === undefined) {
      this.#counts.set(key, { notice, count });
    } else {
      known.count += count;
    }
  }
}
