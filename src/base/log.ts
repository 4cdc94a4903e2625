/** Facts beside a log line. Never a secret, a token, an assertion or a signed URL. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where the program says what it does. */
export interface Log {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
}

/** A log that says nothing. */
export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
