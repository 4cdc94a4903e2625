/** A JSON value as it came from a provider. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object as it came from a provider. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
