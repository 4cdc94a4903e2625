// What the engines say of two transactions that wrote the same rows: the later one may simply be done again.
const conflict = /conflict|could not serialize|deadlock detected/i;

const mostTries = 5;

function isConflict(error: unknown): boolean {
  return error instanceof Error && conflict.test(error.message);
}

/** Does a short transaction again when another one got in its way. What it does outside the database must bear that. */
export async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; tries < mostTries; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return work();
}
