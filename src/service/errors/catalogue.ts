import { accessErrors } from "./access-errors.ts";
import { databaseErrors } from "./database-errors.ts";
import { deliveryErrors } from "./delivery-errors.ts";
import type { KnownError } from "./known-error.ts";
import { providerErrors } from "./provider-errors.ts";
import { publishErrors } from "./publish-errors.ts";
import { requestErrors } from "./request-errors.ts";

/** Every code that a failure may carry, by where it belongs. */
export const errorGroups: readonly {
  readonly title: string;
  readonly errors: Readonly<Record<string, KnownError>>;
}[] = [
  { title: "Asking", errors: requestErrors },
  { title: "Access", errors: accessErrors },
  { title: "Microsoft", errors: providerErrors },
  { title: "Publishing", errors: publishErrors },
  { title: "Files and database", errors: databaseErrors },
  { title: "Sending alerts", errors: deliveryErrors },
];

const all: ReadonlyMap<string, KnownError> = new Map(
  errorGroups.flatMap(({ errors }) => Object.entries(errors)),
);

/** What is known of a code. */
export function knownError(code: string): KnownError | undefined {
  return all.get(code);
}
