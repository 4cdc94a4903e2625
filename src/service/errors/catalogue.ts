import { accessErrors } from "./access-errors.ts";
import { databaseErrors } from "./database-errors.ts";
import type { KnownError } from "./known-error.ts";
import { providerErrors } from "./provider-errors.ts";
import { requestErrors } from "./request-errors.ts";

/** Every code that a failure may carry, by where it belongs. */
export const errorGroups: readonly {
  readonly title: string;
  readonly errors: Readonly<Record<string, KnownError>>;
}[] = [
  { title: "Asking", errors: requestErrors },
  { title: "Access", errors: accessErrors },
  { title: "Microsoft", errors: providerErrors },
  { title: "Files and database", errors: databaseErrors },
];

const all: ReadonlyMap<string, KnownError> = new Map(
  errorGroups.flatMap(({ errors }) => Object.entries(errors)),
);

/** What is known of a code. */
export function knownError(code: string): KnownError | undefined {
  return all.get(code);
}
