import type { Dialect } from "./dialect.ts";
import type { Session } from "./session.ts";

/** Something that must hold in every database, and how to find where it does not. */
export interface Check {
  /** A stable name, such as `versions`. */
  readonly name: string;
  /** What must hold. */
  readonly holds: string;
  /** What to do where it does not. */
  readonly todo: string;
  /** Looks for places where it does not hold. */
  find(session: Session): Promise<Found>;
}

/** Where a check does not hold. */
export interface Found {
  readonly count: number;
  /** The first few places, in words. */
  readonly examples: readonly string[];
}

const fewExamples = 5;

/** Places that were found one by one. */
export class Places {
  readonly #examples: string[] = [];
  #count = 0;

  /** Notes a place. */
  add(example: string): void {
    this.#count++;
    if (this.#examples.length < fewExamples) this.#examples.push(example);
  }

  /** All that were noted. */
  found(): Found {
    return { count: this.#count, examples: this.#examples };
  }
}

/** Finds places with statements of one column, `example`. */
export function findBySql(
  ...statements: readonly (string | ((dialect: Dialect) => string))[]
): Check["find"] {
  return async (session) => {
    let count = 0;
    const examples: string[] = [];
    for (const statement of statements) {
      const sql = typeof statement === "string" ? statement : statement(session.dialect);
      const rows = await session.all(
        `select example, count(*) over () as count from (${sql}) place order by example limit ${fewExamples}`,
      );
      count += Number(rows[0]?.["count"] ?? 0);
      examples.push(...rows.map((row) => String(row["example"])));
    }
    return { count, examples: examples.slice(0, fewExamples) };
  };
}
