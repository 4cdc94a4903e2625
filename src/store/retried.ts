// What the engines say of two transactions that wrote the same rows, or rows with the same key: the later one may simply be
// done again, and then finds what the other wrote.
const conflict = /conflict|could not serialize|deadlock detected|duplicate key/i;

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
