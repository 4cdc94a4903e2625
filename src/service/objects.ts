import { Failure } from "../base/failure.ts";
import type { Database } from "../store/database.ts";
import {
  type Neighbourhood,
  type NeighbourhoodInput,
  readNeighbourhoods,
} from "../store/neighbourhood.ts";
import { type LifeInput, type ObjectLife, readLives } from "../store/object-life.ts";

function notFound(key: string, when: string): Failure {
  const message = `There is no object with the _key ${JSON.stringify(key)}${when}. Keys stand in the answers of query, changes and export as _key.`;
  return new Failure(message, { code: "not_found", retryable: false });
}

/** All versions of the objects with a key, one life for each tenant that has it. Throws `not_found`. */
export async function historyOf(
  database: Database,
  asked: LifeInput,
): Promise<readonly ObjectLife[]> {
  const lives = await readLives(database, asked);
  if (lives.length === 0) throw notFound(asked.key, ", now or ever");
  return lives;
}

/** The entities with a key at a moment, with their neighbours, one for each tenant. Throws `not_found`. */
export async function entityAt(
  database: Database,
  input: NeighbourhoodInput,
): Promise<readonly Neighbourhood[]> {
  const found = await readNeighbourhoods(database, input);
  if (found.length > 0) return found;
  const when = input.asOf === undefined ? "" : ` as of ${new Date(input.asOf).toISOString()}`;
  throw notFound(input.key, `${when} that is an entity`);
}
