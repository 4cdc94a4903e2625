/** The code of a network error, such as `ECONNRESET` or `UND_ERR_BODY_TIMEOUT`, else its name. Never its text. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) {
    return "unknown error";
  }
  if ("code" in error && typeof error.code === "string") {
    return error.code;
  }
  return error.cause instanceof Error ? errorCode(error.cause) : error.name;
}
