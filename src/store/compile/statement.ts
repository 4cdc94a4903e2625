/** A value bound to a statement. */
export type SqlValue = string | number | boolean | null;

/** SQL with its values, `$1` being the first. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The values that a statement under construction binds. What a user typed reaches SQL only through it. */
export class Binder {
  readonly #values: SqlValue[] = [];

  /** Binds a value; gives its place in the SQL. Equal values share one place. */
  bind(value: SqlValue): string {
    const known = this.#values.indexOf(value);
    if (known >= 0) return `$${known + 1}`;
    return `$${this.#values.push(value)}`;
  }

  /** Binds a text. */
  text(value: string): string {
    return `CAST(${this.bind(value)} AS TEXT)`;
  }

  /** Binds a number. */
  number(value: number): string {
    return `CAST(${this.bind(value)} AS DOUBLE PRECISION)`;
  }

  /** Binds a whole number, such as a moment or an id. */
  integer(value: number): string {
    return `CAST(${this.bind(value)} AS BIGINT)`;
  }

  /** The finished statement: with the values that it reads, numbered as it reads them. */
  statement(sql: string): Statement {
    const used: SqlValue[] = [];
    const places = new Map<string, number>();
    const numbered = sql.replaceAll(/\$(\d+)/g, (_, number: string) => {
      const place = places.get(number) ?? used.push(this.#values[Number(number) - 1] ?? null);
      places.set(number, place);
      return `$${place}`;
    });
    return { sql: numbered, values: used };
  }
}
